import { any } from './languages/any';
import { de } from './languages/de';
import { en } from './languages/en';
import { es } from './languages/es';
import { fr } from './languages/fr';
import { it } from './languages/it';
import { nl } from './languages/nl';
import { type Lexicon, compileLexicon } from './lexicon';
import type { Language } from './role';

const ALL = [fr, en, de, es, it, nl];

const FRENCH = [fr];
const ENGLISH = [en];

/** Languages of each country, the first deciding where a word means different things. A country not listed reads all alike. */
const BY_COUNTRY: Readonly<Record<string, readonly Language[]>> = {
  ...Object.fromEntries(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF', 'MC'].map((country) => [country, FRENCH])),
  GB: ENGLISH,
  IE: ENGLISH,
  US: ENGLISH,
  CA: [en, fr],
  DE: [de],
  AT: [de],
  CH: [de, fr, it],
  BE: [fr, nl],
  LU: [fr, de],
  ES: [es],
  IT: [it],
  NL: [nl],
};

const compiled = new Map<readonly Language[], Lexicon>();

/**
 * People answer in any language they have, so all are read everywhere; those of the country come first.
 * @param country - ISO 3166-1 alpha-2, upper case
 */
export function lexiconOf(country: string): Lexicon {
  const spoken = BY_COUNTRY[country] ?? ALL;
  const known = compiled.get(spoken);
  if (known) return known;
  const lexicon = compileLexicon(
    [...spoken, any],
    ALL.filter((language) => !spoken.includes(language)),
    en,
  );
  compiled.set(spoken, lexicon);
  return lexicon;
}
