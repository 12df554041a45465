import type { PageTexts } from './page-texts';
import { de } from './texts/de';
import { en } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';
import { it } from './texts/it';
import { nl } from './texts/nl';
import { pl } from './texts/pl';
import { pt } from './texts/pt';
import { sv } from './texts/sv';

// The page is in the language of the text that contained the link (docs/law/mention.md#links). This service never has that text:
// compliance publishes its language beside the token. Where compliance is not sure, the country of the number decides and, if
// several languages are used there, the country of the advertiser. Among the languages that remain possible the visitor's
// browser chooses. The result may still be wrong, so every page links to all other languages.

export const TEXTS = { fr, en, de, es, it, nl, pl, pt, sv } satisfies Record<string, PageTexts>;

export type PageLanguage = keyof typeof TEXTS;

export const PAGE_LANGUAGES = Object.keys(TEXTS) as PageLanguage[];

/** Languages in which people with a number of the region are texted, among those of the page; the most common first. */
export const TEXTED_IN: Readonly<Record<string, readonly PageLanguage[]>> = {
  ...Object.fromEntries(
    ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF', 'PM', 'NC', 'PF', 'WF', 'MC'].map((region) => [region, ['fr']]),
  ),
  ...Object.fromEntries(['GB', 'IE', 'US', 'GG', 'JE', 'IM'].map((region) => [region, ['en']])),
  ...Object.fromEntries(['DE', 'AT', 'LI'].map((region) => [region, ['de']])),
  ...Object.fromEntries(['IT', 'SM', 'VA'].map((region) => [region, ['it']])),
  ES: ['es'],
  PL: ['pl'],
  PT: ['pt'],
  SE: ['sv'],
  NL: ['nl'],
  BE: ['nl', 'fr', 'de'],
  CA: ['en', 'fr'],
  CH: ['de', 'fr', 'it'],
  LU: ['fr', 'de'],
};

const ANYWHERE: readonly PageLanguage[] = ['en', ...PAGE_LANGUAGES.filter((lang) => lang !== 'en')];

/**
 * Returns the languages that a text of unknown language may have, the likeliest first.
 * @param region - of the number, ISO 3166 alpha-2; undefined when nothing is known of the visitor
 * @param country - of the advertiser, ISO 3166 alpha-2; undefined when it is gone
 */
export function likelyLanguages(region: string | undefined, country: string | undefined): readonly PageLanguage[] {
  const spoken = TEXTED_IN[region ?? ''];
  const own = TEXTED_IN[country ?? ''] ?? [];
  if (!spoken) return [...new Set([...own, ...ANYWHERE])];
  if (region === country) return spoken;
  // A German shop texts its Swiss customers in German.
  const shared = spoken.filter((lang) => own.includes(lang));
  return shared.length > 0 ? shared : spoken;
}

export const isPageLanguage = (lang: unknown): lang is PageLanguage =>
  typeof lang === 'string' && Object.hasOwn(TEXTS, lang);
