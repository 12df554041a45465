import { goodsIn } from './words/goods';
import { linkSignals } from './links';
import { disguisedWord } from './match-phrases';
import { found, percentSignal, priceDropSignal, priceSignal, promoCodeSignal, rateSignal } from './numbers';
import { FEWEST_WORDS, type ReadSentence, readSentence, unrelatedSignals } from './read-sentence';
import { type Reading, readText } from './reading';
import { ourProductIn } from './relation';
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

/**
 * Tells what a text is: marketing, informative or service, and by which words.
 * @param linkHosts - hosts registered for the account
 * @see rules.md 1 and 2
 */
export function categorise(text: string, { linkHosts }: { linkHosts: readonly string[] }): Categorised {
  const reading = readText(text);
  const service = serviceIn(reading.plain);
  const tally = new SignalTally();
  const read = reading.sentences.map(readSentence);
  for (const each of read) tally.add(sentenceSignals(each), each.about);
  tally.add(wholeSignals(reading));
  const transaction = read.some(({ about }) => about !== undefined);
  tally.add(linkSignals(reading.plain, linkHosts).filter(({ code }) => !(transaction && code === 'FOREIGN_LINK')));
  const doubted = sum(tally.signals, 'hard') >= MARKETING_SCORE || sum(tally.signals, 'doubt') >= REVIEW_SCORE;
  if (!service && !doubted) tally.add(unrelatedSignals(read));
  const score = tally.score();
  const category = score >= MARKETING_SCORE ? 'marketing' : service === undefined ? 'informative' : 'service';
  return { found: category, score, signals: tally.signals };
}

function sentenceSignals({ sentence, factual, phrases }: ReadSentence): Signal[] {
  const { plain } = sentence;
  const product = ourProductIn(sentence);
  const goods = factual || plain.split(' ').length < FEWEST_WORDS ? undefined : goodsIn(plain);
  const numbers = [
    percentSignal(plain),
    rateSignal(plain),
    priceDropSignal(plain),
    priceSignal(plain, factual),
    product === undefined ? undefined : found('OUR_PRODUCT', product),
    goods === undefined ? undefined : found('GOODS', goods),
  ].filter((signal) => signal !== undefined);
  return [...phrases, ...numbers];
}

function wholeSignals({ readable, plain, undisguised, mixedWords }: Reading): Signal[] {
  const signals = [promoCodeSignal(readable, plain), styleSignal(readable)].filter((signal) => signal !== undefined);
  const disguised = mixedWords[0] ?? (undisguised && disguisedWord(undisguised, plain));
  return disguised === undefined ? signals : [...signals, found('DISGUISED_WORD', disguised)];
}
