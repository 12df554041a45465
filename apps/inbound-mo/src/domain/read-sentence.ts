import { leftOf } from './left-of';
import { isDoubtfulStop } from './near-words';
import {
  readBareNo,
  readComplaint,
  readFewer,
  readHelp,
  readImplied,
  readInfo,
  readNamed,
  readNotMe,
  readResume,
  readSubscribed,
  readWhat,
  readWho,
} from './read-answers';
import { readBlock, readConsent, readObjection, readRemove, readThreat, readUnsubscribe } from './read-leaving';
import { readReceiving, readRefuse, readSending, readWish } from './read-refusal';
import { readBareNoMore, readFragment, readListed, readNothing } from './read-no-more';
import { readReport } from './read-report';
import { readStop } from './read-stop';
import type { Evidence } from './reading';
import type { Role } from './role';
import type { Sentence } from './token';

type Reader = (sentence: Sentence, at: number) => Evidence | undefined;
/** "go away" is also what people do on Friday. */
const alone: Reader = ({ tokens, roles, asked }, at) => {
  const left = leftOf(tokens, at);
  if (roles.has('other') || left.negated || left.subject !== undefined || left.roles.has('if') || left.roles.has('can'))
    return undefined;
  return { tier: asked ? 'likely' : 'clear', why: 'asks to be left alone', word: tokens[at]?.word ?? '' };
};
const nonStop: Reader = ({ tokens }, at) =>
  tokens.length === 1 ? { tier: 'likely', why: 'maybe "no, stop"', word: tokens[at]?.word ?? '' } : undefined;
const firstOf =
  (...readers: readonly Reader[]): Reader =>
  (sentence, at) => {
    for (const reader of readers) {
      const evidence = reader(sentence, at);
      if (evidence) return evidence;
    }
    return undefined;
  };

/** Who reads a word of each role. */
const READERS: Partial<Record<Role, Reader>> = {
  stop: readStop,
  halt: readStop,
  cease: readStop,
  ceased: readStop,
  nonstop: nonStop,
  unsub: readUnsubscribe,
  remove: readRemove,
  cancel: readRemove,
  object: readObjection,
  threat: readThreat,
  block: readBlock,
  consent: readConsent,
  alone,
  send: readSending,
  sent: readSending,
  call: readSending,
  contact: readFragment,
  refuse: readRefuse,
  receive: readReceiving,
  want: readWish,
  ours: readFragment,
  promo: readFragment,
  spam: firstOf(readFragment, readReport),
  nothing: readNothing,
  list: readListed,
  more: readComplaint,
  fewer: readFewer,
  decline: readImplied,
  wrong: readImplied,
  ended: readImplied,
  fedup: readImplied,
  toomuch: readImplied,
  who: readWho,
  help: readHelp,
  info: readInfo,
  resume: readResume,
  restart: readResume,
  start: readResume,
  subscribe: firstOf(readSubscribed, readResume),
  report: readReport,
  scam: readReport,
};

/** Everything one sentence says, in the order it says it. */
export function readSentence(sentence: Sentence): Evidence[] {
  const found: Evidence[] = [];
  for (const [at, token] of sentence.tokens.entries()) {
    const evidence = READERS[token.role]?.(sentence, at);
    if (evidence) found.push(evidence);
  }
  for (const whole of [readBareNo(sentence), readBareNoMore(sentence), readWhat(sentence), readNotMe(sentence)])
    if (whole) found.push(whole);
  if (found.length === 0) {
    const named = readNamed(sentence);
    if (named) found.push(named);
  }
  const [only] = sentence.tokens;
  if (
    only &&
    sentence.tokens.length === 1 &&
    (only.role === 'unknown' || only.role === 'ceased') &&
    isDoubtfulStop(only.word)
  ) {
    found.push({ tier: 'likely', why: 'maybe STOP, mistyped', word: only.word });
  }
  return found;
}
