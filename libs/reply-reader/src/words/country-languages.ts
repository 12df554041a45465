import { any } from './languages/any';
import { creole } from './languages/creole';
import { de } from './languages/de';
import { en } from './languages/en';
import { es } from './languages/es';
import { fr } from './languages/fr';
import { gsw } from './languages/gsw';
import { it } from './languages/it';
import { lb } from './languages/lb';
import { nl } from './languages/nl';
import {
  arabic,
  arabicInLatin,
  celtic,
  kabyle,
  lowlands,
  overseas,
  polish,
  romanian,
  russian,
  turkish,
} from './languages/set-phrases/elsewhere';
import { basque, catalan, galician, portuguese } from './languages/set-phrases/iberia';
import { swedish } from './languages/set-phrases/nordic';
import { alsatian, breton, corsican, creoles, occitan, picard } from './languages/set-phrases/regions';
import { type Lexicon, compileLexicon } from './lexicon';
import type { Language } from './role';

const ALL = [fr, en, de, es, it, nl];

/** Read everywhere after all others: people live elsewhere than where their language is spoken. */
const SET_PHRASES = [
  ...[creoles, breton, alsatian, corsican, occitan, picard, catalan, galician, basque, portuguese],
  ...[polish, romanian, turkish, arabicInLatin, arabic, russian, celtic, lowlands, overseas, kabyle, swedish],
];

const FRENCH = [fr];
const OVERSEAS = [fr, creole];
const ENGLISH = [en];

/** Languages of each country, the first deciding where a word means different things. A country not listed reads all alike. */
export const READ_FIRST: Readonly<Record<string, readonly Language[]>> = {
  ...Object.fromEntries(['FR', 'MC', 'PM', 'NC', 'PF', 'WF'].map((country) => [country, FRENCH])),
  ...Object.fromEntries(['GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF'].map((country) => [country, OVERSEAS])),
  GB: ENGLISH,
  IE: ENGLISH,
  US: ENGLISH,
  CA: [en, fr],
  DE: [de],
  AT: [de],
  CH: [gsw, de, fr, it],
  BE: [fr, nl],
  LU: [lb, fr, de],
  ES: [es],
  IT: [it],
  NL: [nl],
  // Of these only set phrases are known; the language beside is the one they are mixed with most.
  PL: [polish, en],
  PT: [portuguese, es],
  SE: [swedish, en],
};

const compiled = new Map<readonly Language[], Lexicon>();

/**
 * People answer in any language they have, so all are read everywhere; those of the country come first.
 * @param country - ISO 3166-1 alpha-2, upper case
 */
export function lexiconOf(country: string): Lexicon {
  const spoken = READ_FIRST[country] ?? ALL;
  const known = compiled.get(spoken);
  if (known) return known;
  const lexicon = compileLexicon(
    [...spoken, any],
    [...ALL.filter((language) => !spoken.includes(language)), ...SET_PHRASES],
    en,
  );
  compiled.set(spoken, lexicon);
  return lexicon;
}
