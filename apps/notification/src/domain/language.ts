/** The two languages we answer in. */
export type Lang = 'fr' | 'en';

/**
 * France, its overseas regions and Monaco; then Belgium, Switzerland and Luxembourg, where a number tells no language and
 * French is one that the law and most readers accept.
 */
const FRENCH = new Set('FR GP MQ GF RE YT BL MF PM NC PF WF MC BE CH LU'.split(' '));

/** @param region - ISO 3166 alpha-2 of the recipient's number; English when unknown */
export const languageOf = (region: string | undefined): Lang => (FRENCH.has(region ?? '') ? 'fr' : 'en');
