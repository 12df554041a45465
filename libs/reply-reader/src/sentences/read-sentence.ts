import { leftOf } from './left-of';
import { isDoubtfulStop } from '../words/near-words';
import {
  readBareNo,
  readComplaint,
  readFewer,
  readImplied,
  readNamed,
  readNotMe,
  readWhat,
  readWho,
} from './read-answers';
import { readHelp, readInfo } from './read-help';
import {
  readBlock,
  readConsent,
  readGoingOn,
  readObjection,
  readRemove,
  readThreat,
  readUnsubscribe,
} from './read-leaving';
import { readHaving, readReceiving, readRefuse, readSending, readWish } from './read-refusal';
import { readBareNoMore, readFragment, readHabit, readListed, readNothing } from './read-no-more';
import { readReport } from './read-report';
import { readRequest } from './read-request';
import { readResume, readSubscribed } from './read-resume';
import { readStop } from './read-stop';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

type Reader = (sentence: Sentence, at: number) => Evidence | undefined;
const NEGATING = new Set(['plus', 'jamais', 'pas']);

/** "go away" is also what people do on Friday. */
const alone: Reader = ({ tokens, roles, asked }, at) => {
  const left = leftOf(tokens, at);
  // "je ne veux plus entendre parler de vous" has its "no more" inside.
  const wished = left.roles.has('want') && NEGATING.has(tokens[at]?.word.split(' ', 1)[0] ?? '');
  const asks = (left.roles.has('can') || asked) && left.subject === 'you' && !left.negated;
  const isNarrated = left.negated || left.subject !== undefined || left.roles.has('if') || left.roles.has('can');
  if (roles.has('other') || (isNarrated && !wished && !asks)) return undefined;
  return { tier: asked ? 'likely' : 'clear', why: 'asks to be left alone', word: tokens[at]?.word ?? '' };
};
const nonStop: Reader = ({ tokens }, at) =>
  tokens.every(({ role }) => role === 'nonstop' || AROUND.has(role))
    ? { tier: 'likely', why: 'maybe "no, stop"', word: tokens[at]?.word ?? '' }
    : undefined;
const firstOf =
  (...readers: readonly Reader[]): Reader =>
  (sentence, at) => {
    for (const reader of readers) {
      const evidence = reader(sentence, at);
      if (evidence) return evidence;
    }
    return undefined;
  };

/** Reader of each role. */
const BY_ROLE: Partial<Record<Role, Reader>> = {
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
  asks: readRequest,
  continue: readGoingOn,
  send: readSending,
  sent: readSending,
  call: readSending,
  contact: readFragment,
  refuse: readRefuse,
  receive: readReceiving,
  have: readHaving,
  want: readWish,
  ours: readFragment,
  promo: readFragment,
  spam: firstOf(readFragment, readReport),
  nothing: readNothing,
  list: readListed,
  more: readComplaint,
  fewer: readFewer,
  decline: readImplied,
  stranger: readImplied,
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
const READERS: ReadonlyMap<string | undefined, Reader> = new Map(Object.entries(BY_ROLE));

/** "… call me", "… appelez-moi" behind a pause. */
function asksForCall({ tokens }: Sentence): boolean {
  return tokens.some(
    ({ role }, at) =>
      role === 'call' &&
      tokens[at - 1]?.role === 'break' &&
      (tokens[at + 1]?.role === 'me' || tokens[at + 1]?.role === 'my'),
  );
}

/** Everything one sentence says, in the order it says it. */
export function readSentence(sentence: Sentence): Evidence[] {
  const found: Evidence[] = [];
  const { tokens } = sentence;
  for (let at = 0; at < tokens.length; at += 1) {
    const evidence = READERS.get(tokens[at]?.role)?.(sentence, at);
    if (evidence) found.push(evidence);
  }
  if (asksForCall(sentence)) {
    // "Don't text, call me": it is another way that is wished for.
    for (const [at, each] of found.entries())
      if (each.tier === 'clear') found[at] = { ...each, tier: 'likely', why: `${each.why}, and asks to be called` };
  }
  for (const whole of [
    readHabit(sentence),
    readBareNo(sentence),
    readBareNoMore(sentence),
    readWhat(sentence),
    readNotMe(sentence),
  ])
    if (whole) found.push(whole);
  if (found.length === 0) {
    const named = readNamed(sentence);
    if (named) found.push(named);
  }
  const only = found.length === 0 ? onlyWord(sentence) : undefined;
  if (only && (only.role === 'unknown' || only.role === 'ceased') && isDoubtfulStop(only.word)) {
    found.push({ tier: 'likely', why: 'maybe STOP, mistyped', word: only.word });
  }
  return found;
}

const AROUND: ReadonlySet<Role> = new Set<Role>(['polite', 'break', 'greet']);
const MAX_AROUND = 4;

/** The one word that is not politeness. */
function onlyWord({ tokens }: Sentence): Token | undefined {
  if (tokens.length > MAX_AROUND) return undefined;
  const [only, ...others] = tokens.filter(({ role }) => !AROUND.has(role));
  return others.length === 0 ? only : undefined;
}
