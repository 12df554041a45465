import { appealIn } from './appeal';
import { goodsIn, offersGoods } from './words/goods';
import { matchPhrases } from './match-phrases';
import { found, priceSignal } from './numbers';
import type { Sentence } from './reading';
import { isHeadline, isNotice, isPractical, transactionIn } from './relation';
import { serviceIn } from './service-text';
import type { Signal } from './signals';
import { isFactOnTopic, statesFact } from './words/topics';

// Each sentence is read on its own: an advert after a notice is an advert (docs/law/messages.md#mixed-texts).

/** A sentence with what it is about. */
export interface ReadSentence {
  sentence: Sentence;
  /** The words by which it is about a transaction or an act of the recipient. */
  about: string | undefined;
  /** It is about one, or states a fact. */
  factual: boolean;
  /** The signals of its words. */
  phrases: Signal[];
}

export function readSentence(sentence: Sentence): ReadSentence {
  const service = serviceIn(sentence.plain);
  const transaction = transactionIn(sentence);
  const about = transaction ?? service;
  const isStated = service !== undefined || (transaction !== undefined && statesFact(sentence.plain));
  const phrases = matchPhrases(sentence.plain);
  const factual =
    isStated || (isNotice(sentence) && !offersGoods(sentence.plain)) || (phrases.length === 0 && isPlainFact(sentence));
  return { sentence, about, factual, phrases };
}

/** A fact on an everyday subject, stated without a call, goods or a price. */
const isPlainFact = (sentence: Sentence): boolean =>
  (isHeadline(sentence) || (isFactOnTopic(sentence.plain) && goodsIn(sentence.plain) === undefined)) &&
  appealIn(sentence.plain) === undefined &&
  priceSignal(sentence.plain, true) === undefined;

/** Shorter sentences are names, thanks and the like. */
export const MIN_WORDS = 4;

/** Returns the signals of sentences that name no transaction and no fact: they sell, or need a review. */
export function unrelatedSignals(read: readonly ReadSentence[]): Signal[] {
  const noFact = read.every(({ factual }) => !factual);
  const unrelated = read
    .filter(({ factual }, index) => !factual && (noFact || !isAside(read, index)))
    .map(({ sentence }) => sentence);
  if (unrelated.length === 0) return [];
  const appeal = unrelated.map(({ plain }) => appealIn(plain)).find((words) => words !== undefined);
  if (appeal !== undefined) return [found('UNRELATED', appeal)];
  return [found('NO_RELATION', unrelated[0]?.plain.split(' ').slice(0, MIN_WORDS).join(' ') ?? '')];
}

/** A name at the end, or what may follow any fact. */
function isAside(read: readonly ReadSentence[], index: number): boolean {
  const sentence = read[index]?.sentence;
  if (!sentence || isPractical(sentence)) return true;
  const words = sentence.plain.split(' ').length;
  return words < MIN_WORDS || (index === read.length - 1 && words <= MAX_NAME_WORDS && SIGNATURE.test(sentence.plain));
}
const MAX_NAME_WORDS = 5;
/** No digit, and no sign at the end. */
const SIGNATURE = /^[^\d!?]*[^\d.!?]$/;
