import { goodsIn } from './words/goods';
import { linkSignals } from './links';
import { disguisedWord } from './match-phrases';
import { found, percentSignal, priceDropSignal, priceSignal, promoCodeSignal, rateSignal } from './numbers';
import { MIN_WORDS, type ReadSentence, readSentence, unrelatedSignals } from './read-sentence';
import type { Reading } from './reading';
import { ourProductIn } from './relation';
import { SignalTally, sum } from './score';
import { serviceIn } from './service-text';
import { MARKETING_POINTS, REVIEW_POINTS, type Signal } from './signals';
import { styleSignal } from './style-signal';

// What rules of our own find in a text: words of selling and of transactions, sentence by sentence. They weigh among the rest and decide
// nothing alone.

/** Findings of the rules, as figures of about the same size. */
export type RuleFigures = readonly [points: number, hard: number, unrelated: number, about: number, factual: number];

export interface RuleReading {
  signals: Signal[];
  figures: RuleFigures;
  /** The words that make it a service text. */
  service: string | undefined;
}

const POINTS_OF_ONE = 5;

/** @param linkHosts - hosts registered for the account */
export function readByRules(reading: Reading, linkHosts: readonly string[]): RuleReading {
  const service = serviceIn(reading.plain);
  const tally = new SignalTally();
  const read = reading.sentences.map(readSentence);
  for (const each of read) tally.add(sentenceSignals(each), each.about);
  tally.add(wholeSignals(reading));
  const transaction = read.some(({ about }) => about !== undefined);
  const doubted = sum(tally.signals, 'hard') >= MARKETING_POINTS || sum(tally.signals, 'doubt') >= REVIEW_POINTS;
  if (!service && !doubted) tally.add(unrelatedSignals(read));
  const figures: RuleFigures = [
    tally.score() / POINTS_OF_ONE,
    sum(
      tally.signals.filter(({ code }) => code !== 'UNRELATED'),
      'hard',
    ) / POINTS_OF_ONE,
    tally.signals.some(({ code }) => code === 'UNRELATED') ? 1 : 0,
    transaction ? 1 : 0,
    read.filter(({ factual }) => factual).length / Math.max(1, read.length),
  ];
  tally.add(linkSignals(reading.plain, linkHosts).filter(({ code }) => !(transaction && code === 'FOREIGN_LINK')));
  return { signals: tally.signals, figures, service };
}

function sentenceSignals({ sentence, factual, phrases }: ReadSentence): Signal[] {
  const { plain } = sentence;
  const product = ourProductIn(sentence);
  const goods = factual || plain.split(' ').length < MIN_WORDS ? undefined : goodsIn(plain);
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
