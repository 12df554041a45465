// One reply may say several things. What counts most for the sender's wish to be left out wins.

import { NOTHING_NAMED } from './read-leaving';
import type { Evidence, Reading, Tier } from '../reading';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';
import { whyUnclassified } from '../unclassified';

/** A reply this short with STOP in it asks, unless something says otherwise (docs/design/replies.md#short-replies). */
const VERY_SHORT = 3;
/** Words of the longest reply in which brief evidence counts. */
const BRIEF = 12;
const JUST_NO: ReadonlySet<Role> = new Set<Role>([
  'decline',
  'no',
  'neg',
  'polite',
  'greet',
  'break',
  'intens',
  'conj',
]);

const MACHINE = 'an automatic or quick reply';
const isMachine = ({ reason }: Reading): boolean => reason === MACHINE;

/** @param isKnown - whether any language has the word */
export function weigh(
  sentences: readonly Sentence[],
  all: readonly Evidence[],
  isKnown: (word: string) => boolean,
): Reading {
  const words = sentences.reduce((total, { tokens }) => total + tokens.length, 0);
  const justNo = isJustNo(sentences);
  const found = all.filter(({ brief, whole }) => !(brief && words > BRIEF) && !(whole && !justNo));
  const read = weighFound(sentences, found, words);
  const unclassified = read.tier === 'none' && !isMachine(read) ? whyUnclassified(sentences, all, isKnown) : undefined;
  if (unclassified) return { tier: 'none', reason: `nobody can read it: ${unclassified}`, unclassified: 'request' };
  const asksNothing = read.tier === 'none' || read.tier === 'start';
  return !asksNothing && found.some(({ wrongPerson }) => wrongPerson) ? { ...read, wrongPerson: true } : read;
}

function weighFound(sentences: readonly Sentence[], found: readonly Evidence[], words: number): Reading {
  const of = (tier: Tier): Evidence | undefined => found.find((evidence) => evidence.tier === tier);
  const says = (role: Role): boolean => sentences.some(({ roles }) => roles.has(role));
  const start = of('start');
  const clear = of('clear');
  if (start && (!clear || says('mistake'))) return reading(start);
  if (clear) {
    const weakness = weaknessOf(words, found, says);
    return weakness ? reading(clear, 'likely', `${clear.why}, ${weakness}`) : reading(clear);
  }
  if ((says('busy') || says('auto')) && !found.some(({ firm }) => firm)) return { tier: 'none', reason: MACHINE };
  const report = of('report');
  if (report) return reading(report);
  const likely = of('likely');
  if (likely) return likelyReading(likely, found);
  if (says('insult') && (says('ours') || says('promo') || says('spam')))
    return { tier: 'likely', reason: 'insults us about our messages' };
  const answer = found.find(({ tier }) => tier === 'contact' || tier === 'help');
  if (answer) return reading(answer);
  const none = of('none');
  if (!none && words <= VERY_SHORT && says('stop')) {
    return { tier: 'likely', reason: 'very short and contains "stop"', keyword: 'stop' };
  }
  if (words <= VERY_SHORT && says('disliked')) return { tier: 'likely', reason: 'disapproves of the message' };
  return none ? reading(none) : { tier: 'none', reason: 'no request found' };
}

function weaknessOf(words: number, found: readonly Evidence[], says: (role: Role) => boolean): string | undefined {
  if (says('mistake')) return 'by mistake';
  const toSomeone = found.every((evidence) => evidence.tier !== 'clear' || evidence.toSomeone);
  if (toSomeone && found.some(({ tier }) => tier === 'contact')) return 'maybe meant for a person';
  return words <= VERY_SHORT * 2 && (says('joke') || says('hedge')) ? 'maybe not meant' : undefined;
}

/** Neither names our messages. */
const WEAK: ReadonlySet<string> = new Set(['declines', NOTHING_NAMED]);

/** "Not interested, please remove": each is likely, together they are clear. */
function likelyReading(likely: Evidence, found: readonly Evidence[]): Reading {
  const leaving = found.find(({ why }) => why === NOTHING_NAMED);
  const reason = leaving && found.some(({ tier, why }) => tier === 'likely' && why !== NOTHING_NAMED);
  if (leaving && reason) return reading(leaving, 'clear', 'asks to be removed, with a reason');
  return WEAK.has(likely.why) ? { ...reading(likely), weak: true } : reading(likely);
}

const isJustNo = (sentences: readonly Sentence[]): boolean =>
  sentences.every(({ tokens }) => tokens.every(({ role }) => JUST_NO.has(role)));

function reading({ tier, why, word, all }: Evidence, as: Tier = tier, reason: string = why): Reading {
  const read: Reading = { tier: as, reason: `${reason}: "${word}"`, keyword: word };
  return all ? { ...read, stopAll: true } : read;
}
