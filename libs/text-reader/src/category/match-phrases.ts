import { ENGLISH_CAUSES } from './words/english-causes';
import { ENGLISH_DISCOUNTS } from './words/english-discounts';
import { ENGLISH_OFFERS } from './words/english-offers';
import { ENGLISH_SELLING } from './words/english-selling';
import { ENGLISH_SOFT } from './words/english-soft';
import { FRENCH_CAUSES } from './words/french-causes';
import { FRENCH_DISCOUNTS } from './words/french-discounts';
import { FRENCH_OFFERS } from './words/french-offers';
import { FRENCH_SELLING } from './words/french-selling';
import { FRENCH_SOFT } from './words/french-soft';
import { OTHER_DISCOUNTS } from './words/other-discounts';
import { found } from './numbers';
import { disguisesIn } from './reading';
import { SIGNALS, type Signal } from './signals';

/** Phrases and their signals. */
const PHRASES = [
  ...FRENCH_DISCOUNTS,
  ...ENGLISH_DISCOUNTS,
  ...OTHER_DISCOUNTS,
  ...FRENCH_SELLING,
  ...FRENCH_OFFERS,
  ...FRENCH_CAUSES,
  ...FRENCH_SOFT,
  ...ENGLISH_SELLING,
  ...ENGLISH_OFFERS,
  ...ENGLISH_CAUSES,
  ...ENGLISH_SOFT,
];
/** Phrases that somebody would disguise. */
const SELLING = PHRASES.filter(({ signal }) => SIGNALS[signal].kind === 'hard' || signal === 'SELLING_WORD');

/** The signals of the words of a sentence in plain form. */
export const matchPhrases = (sentence: string): Signal[] =>
  PHRASES.flatMap(({ signal, find, unless }) => {
    const words = find.exec(sentence);
    return words && !unless?.test(sentence) ? [found(signal, words[0])] : [];
  });

/** A selling word that shows only when the disguise is taken off, as written in the text. */
export function disguisedWord(undisguised: string, plain: string): string | undefined {
  for (const { find, unless } of SELLING) {
    const words = find.exec(undisguised)?.[0];
    if (!words || words.length > MAX_DISGUISE_LENGTH || plain.includes(words) || unless?.test(undisguised)) continue;
    const disguise = disguisesIn(plain).find(({ said }) => said.includes(words) || words.includes(said));
    return disguise?.shown ?? words;
  }
  return undefined;
}
const MAX_DISGUISE_LENGTH = 25;

/** Returns true if the words sell by themselves. */
export const isSelling = (plain: string): boolean => SELLING.some(({ find }) => find.test(plain));
