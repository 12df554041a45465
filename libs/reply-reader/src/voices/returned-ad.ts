// An advert sent back, or forwarded, without quotation marks: its own "STOP au 36180" is not the sender's request.

import type { Role } from '../words/role';
import { type Sentence, type Token, sentenceOf } from '../words/token';

/** Words only somebody answering us would use. */
const PERSONAL: ReadonlySet<Role> = new Set<Role>([
  'i',
  'me',
  'cease',
  'unsub',
  'remove',
  'alone',
  'said',
  'fedup',
  'toomuch',
  'insult',
  'threat',
  'stranger',
  'wrong',
  'ended',
  'decline',
  'stop',
  'receive',
  'report',
  'spam',
  'scam',
  'who',
  'ask',
]);
/** Words of adverts. */
const SELLING: ReadonlySet<Role> = new Set<Role>(['promo', 'limit', 'ad', 'digits', 'price', 'no']);
/** "STOP au 36180", "Baja: …" */
const MENTIONED: ReadonlySet<Role> = new Set<Role>(['stop', 'halt']);
const MIN_WORDS = 3;
const MANY_WORDS = 6;

interface ReturnedAd {
  /** Sentences of the sender after it. */
  readonly rest: readonly Sentence[];
}

/** Finds an advert that ends with its own mention, e.g. "-20 % chez Untel samedi. STOP au 36180". */
export function returnedAd(sentences: readonly Sentence[]): ReturnedAd | undefined {
  let words = 0;
  let selling = 0;
  for (const [index, { tokens }] of sentences.entries()) {
    for (const [at, token] of tokens.entries()) {
      const end = MENTIONED.has(token.role) ? mentionEnd(tokens, at) : undefined;
      if (end !== undefined && words >= MIN_WORDS && (selling > 0 || words >= MANY_WORDS)) {
        return { rest: after(sentences, index, end) };
      }
      if (PERSONAL.has(token.role)) return undefined;
      if (token.role !== 'break') words += 1;
      if (SELLING.has(token.role)) selling += 1;
    }
  }
  return undefined;
}

/** Returns the end of "STOP au 36180", "STOP to opt out" or "STOP: 36180". */
function mentionEnd(tokens: readonly Token[], stop: number): number | undefined {
  for (let at = stop + 1; at < tokens.length && at <= stop + 4; at += 1) {
    const { role, word } = tokens[at] ?? { role: 'break', word: '' };
    if (role === 'digits') return word.length >= 4 && word.length <= 6 ? at + 1 : undefined;
    if (role === 'unsub' || role === 'cease') return at + 1;
    if (!['prep', 'at', 'article', 'break', 'ours', 'send'].includes(role)) return undefined;
  }
  return undefined;
}

function after(sentences: readonly Sentence[], index: number, end: number): Sentence[] {
  const cut = sentences[index];
  const tokens = cut?.tokens.slice(end).filter(({ role }, at) => at > 0 || role !== 'break') ?? [];
  const rest = sentences.slice(index + 1);
  return cut && tokens.length > 0 ? [sentenceOf(tokens, cut.asked), ...rest] : rest;
}
