import { linkSignals } from './links';
import { found, percentSignal, priceDropSignal, priceSignal, promoCodeSignal, rateSignal } from './numbers';
import type { Phrase } from './phrases';
import { ENGLISH_CAUSES } from './english-causes';
import { ENGLISH_DISCOUNTS } from './english-discounts';
import { ENGLISH_SELLING } from './english-selling';
import { ENGLISH_SOFT } from './english-soft';
import { FRENCH_CAUSES } from './french-causes';
import { FRENCH_DISCOUNTS } from './french-discounts';
import { FRENCH_SELLING } from './french-selling';
import { FRENCH_SOFT } from './french-soft';
import { OTHER_DISCOUNTS } from './other-discounts';
import { type Reading, readText } from './reading';
import { appealIn, hasParticiple, isNotice, ourProductIn, transactionIn } from './relation';
import { SignalTally, sum } from './score';
import { serviceIn } from './service-text';
import { MARKETING_SCORE, REVIEW_SCORE, type Signal } from './signals';
import { styleSignal } from './style-signal';

export type Category = 'marketing' | 'informative' | 'service';

export interface Categorised {
  /** What the text is, by its words. With 3 or 4 points that is not sure and a person must look. */
  found: Category;
  score: number;
  signals: Signal[];
}

const DISCOUNTS = [...FRENCH_DISCOUNTS, ...ENGLISH_DISCOUNTS, ...OTHER_DISCOUNTS];
const PHRASES = [
  ...DISCOUNTS,
  ...FRENCH_SELLING,
  ...FRENCH_CAUSES,
  ...FRENCH_SOFT,
  ...ENGLISH_SELLING,
  ...ENGLISH_CAUSES,
  ...ENGLISH_SOFT,
];

/**
 * Tells what a text is: marketing, informative or service, and by which words.
 * @param linkHosts - hosts registered for the account
 * @see rules.md 1 and 2
 */
export function categorise(text: string, { linkHosts }: { linkHosts: readonly string[] }): Categorised {
  const reading = readText(text);
  const service = serviceIn(reading.plain);
  const tally = new SignalTally();
  let transaction = false;
  for (const sentence of reading.sentences) {
    const about = transactionIn(sentence);
    transaction ||= about !== undefined;
    tally.add(sentenceSignals(sentence, about !== undefined || isNotice(sentence)), about);
  }
  tally.add(wholeSignals(reading));
  tally.add(linkSignals(reading.plain, linkHosts).filter(({ code }) => !(transaction && code === 'FOREIGN_LINK')));
  const doubted = sum(tally.signals, 'hard') >= MARKETING_SCORE || sum(tally.signals, 'doubt') >= REVIEW_SCORE;
  if (!service && !transaction && !doubted) tally.add(unrelatedSignals(reading));
  const score = tally.score();
  const category = score >= MARKETING_SCORE ? 'marketing' : service === undefined ? 'informative' : 'service';
  return { found: category, score, signals: tally.signals };
}

/** What is wrong with a text that names no transaction and tells no fact: it sells, or a person must say what it is. */
function unrelatedSignals({ plain, accented }: Reading): Signal[] {
  if (isNotice(plain) || hasParticiple(accented)) return [];
  const appeal = appealIn(plain);
  return [appeal === undefined ? found('NO_RELATION', '') : found('UNRELATED', appeal)];
}

function sentenceSignals(sentence: string, factual: boolean): Signal[] {
  const product = ourProductIn(sentence);
  const numbers = [
    percentSignal(sentence),
    rateSignal(sentence),
    priceDropSignal(sentence),
    priceSignal(sentence, factual),
    product === undefined ? undefined : found('OUR_PRODUCT', product),
  ].filter((signal) => signal !== undefined);
  return [...PHRASES.flatMap((phrase) => match(phrase, sentence)), ...numbers];
}

function match({ signal, find, unless }: Phrase, sentence: string): Signal[] {
  const words = find.exec(sentence);
  return words && !unless?.test(sentence) ? [found(signal, words[0])] : [];
}

function wholeSignals({ readable, plain, undisguised, mixedWords }: Reading): Signal[] {
  const signals = [promoCodeSignal(readable, plain), styleSignal(readable)].filter((signal) => signal !== undefined);
  const disguised = mixedWords[0] ?? (undisguised && disguisedWord(undisguised, plain));
  return disguised === undefined ? signals : [...signals, found('DISGUISED_WORD', disguised)];
}

/** A discount word that shows only when the disguise is taken off. */
function disguisedWord(undisguised: string, plain: string): string | undefined {
  for (const { find, unless } of DISCOUNTS) {
    const words = find.exec(undisguised);
    if (words && !find.test(plain) && !unless?.test(undisguised)) return words[0];
  }
  return undefined;
}
