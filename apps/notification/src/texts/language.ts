import type { AnswerTexts } from './answer-texts';
import { de } from './de';
import { en } from './en';
import { fr } from './fr';
import { pl } from './pl';
import { pt } from './pt';
import { sv } from './sv';

/** The languages we answer in. */
export const ANSWERS = { fr, en, de, pt, pl, sv } satisfies Record<string, AnswerTexts>;
export type Lang = keyof typeof ANSWERS;

/**
 * Language for people with a number of a region: France, its overseas regions and Monaco; then Belgium, Switzerland and
 * Luxembourg, where a number implies no language and French is one that the law and most readers accept. Spain and Italy have theirs yet to come.
 */
export const ANSWERED_IN: Readonly<Record<string, Lang>> = {
  ...among('fr', 'FR GP MQ GF RE YT BL MF PM NC PF WF MC BE CH LU'),
  ...among('en', 'GB IE US CA ES IT'),
  ...among('de', 'DE AT'),
  ...among('pt', 'PT'),
  ...among('pl', 'PL'),
  ...among('sv', 'SE'),
};

/** @param region - ISO 3166 alpha-2 of the recipient's number; English when unknown */
export const languageOf = (region: string | undefined): Lang =>
  region !== undefined && Object.hasOwn(ANSWERED_IN, region) ? (ANSWERED_IN[region] ?? 'en') : 'en';

function among(lang: Lang, regions: string): Record<string, Lang> {
  return Object.fromEntries(regions.split(' ').map((region) => [region, lang]));
}
