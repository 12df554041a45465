// Stop words about somebody or something else: a location, a product, a person, the sender's own stopping.

import type { Left } from './left-of';
import type { Right } from './right-of';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

/** A sentence this short that has STOP in it is about STOP. */
export const SHORT = 4;
const WISHES: readonly Role[] = ['want', 'ask', 'must', 'can'];
const NOUN_MARKS: ReadonlySet<Role | undefined> = new Set<Role>(['article', 'at', 'these', 'prep', 'my']);
/** Auxiliaries that turn an infinitive into a past tense: "on a arrêter" for "on a arrêté". */
const AUXILIARIES = new Set(['a', 'ai', 'as', 'avez', 'avons', 'ont', 'jai', 'g']);

export const wishedFor = (left: Left): boolean => WISHES.some((role) => left.roles.has(role));
export const none = (head: Token, why: string): Evidence => ({ tier: 'none', why, word: head.word });

/** "stop-gouttes", "butée-stop" */
export function isPartOfWord(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  const joinedAfter = next?.joined === true && next.role === 'unknown';
  // "du stop rouille", "le spray stop moustique": a product between its article and its name.
  const article = before?.role === 'article' || (before?.role === 'unknown' && tokens[at - 2]?.role === 'article');
  const named = tokens[at]?.role === 'stop' && article && next?.role === 'unknown';
  return joinedAfter || named || (tokens[at]?.joined === true && before?.role === 'unknown');
}

/** "tu t'arrêtes", "elle s'arrête", "arrêtez-vous au 12" */
export function isReflexive(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.role;
  return before === 'self' || (before === 'you' && tokens[at - 2]?.role === 'you');
}

/** "Stop Pizza Untel": brands are made of such words, so without an article and with a name beside it, it may be ours. */
function mayBeOurName({ tokens, asked, roles, mixed }: Sentence, at: number): boolean {
  const [head, next, then] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (at > 0 || asked || roles.has('question') || head?.role !== 'stop' || next?.role !== 'other') return false;
  const named = then?.role === 'unknown' && (then.capital || tokens.length === at + 3);
  return tokens.length <= SHORT + 1 && !next.word.includes(' ') && (named || (mixed && next.capital && !next.upper));
}

/** "on peut stopper chez vous ?" */
const CALLING_AT = new Set(['chez', 'bei', 'bij']);
const INTIMATE = new Set(['ton', 'ta', 'tes']);

/** "arrête, tu me fais rire", "arrête-toi chez le boulanger", "arrêtez-moi au feu" */
function isToSomeone({ tokens, roles }: Sentence, at: number, { next }: Right): boolean {
  const word = tokens[at]?.word ?? '';
  const person = next?.role === 'you' || (next?.role === 'me' && next.joined);
  if (next?.word === 'toi' || (person && next.joined && ['at', 'prep'].includes(tokens[at + 2]?.role ?? '')))
    return true;
  if (!word.endsWith('ez') && INTIMATE.has(next?.word ?? '')) return true;
  return !word.endsWith('ez') && roles.has('other') && (next?.role === 'you' || next?.role === 'break');
}

/** Not addressed to us: a location, a thing, the sender's own stopping, somebody else's. */
export function aboutOthers(
  head: Token,
  sentence: Sentence,
  at: number,
  left: Left,
  right: Right,
): Evidence | undefined {
  const { tokens } = sentence;
  const us = right.about === 'us';
  const wished = wishedFor(left);
  if (mayBeOurName(sentence, at))
    return { tier: 'likely', why: 'the keyword and maybe a name', word: head.word, brief: true };
  if (head.role === 'stop' && at === 0 && tokens[1]?.role === 'limit' && !sentence.asked)
    return { tier: 'likely', why: 'asks to stop, limited in time', word: head.word, firm: true };
  if ((left.roles.has('other') && !us) || right.about === 'else') return none(head, 'about something else');
  if (sentence.questioned && isOnlyTheOffer(left, right)) return none(head, 'asks when an offer ends');
  const next = tokens[at + 1];
  const inverted = next?.role === 'you' && next.joined && !sentence.roles.has('ours') && !sentence.roles.has('send');
  if (head.role === 'cease' && !wished && !us && (isReflexive(tokens, at) || inverted))
    return none(head, 'somebody else stops');
  if (head.role === 'cease' && !us && isToSomeone(sentence, at, right)) return none(head, 'said to somebody else');
  if (head.role === 'cease' && AUXILIARIES.has(left.previous?.word ?? '')) return none(head, 'stated, not requested');
  if (left.subject === 'you' && sentence.asked && right.about === 'nothing' && right.roles.has('limit'))
    return none(head, 'asks when something stops');
  if (head.role === 'halt' && right.next?.role === 'you') return none(head, 'said to somebody else');
  const yours = us && right.roles.has('yours');
  if (sentence.roles.has('question') && left.subject === 'you' && left.roles.has('aux') && !yours)
    return none(head, 'asks why we stopped');
  if (head.role === 'cease' && CALLING_AT.has(right.next?.word ?? '')) return none(head, 'stops at a location');
  if (left.subject === 'third' && !wished && !us) return none(head, 'somebody else stops');
  const imperative = head.word.endsWith('ez');
  const ours = us && (right.roles.has('yours') || right.roles.has('receive') || right.roles.has('these'));
  const asksHow = left.roles.has('how') && right.about !== 'unclear';
  if (left.subject === 'i' && left.roles.has('if') && head.role === 'stop' && sentence.asked)
    return { tier: 'likely', why: 'asks what STOP does', word: head.word };
  if (head.role === 'stop' && left.roles.has('hedge') && tokens.length <= SHORT + 2) return undefined;
  if (left.subject === 'i' && !imperative && !wished && !ours && !asksHow && right.about !== 'everything') {
    return head.role === 'stop' && tokens.length <= 2 ? undefined : none(head, 'the sender stops');
  }
  const asNoun =
    !wished &&
    head.role !== 'cease' &&
    NOUN_MARKS.has(left.previous?.role) &&
    !(head.role === 'stop' && left.previous?.role === 'my');
  if (!asNoun || (us && (right.roles.has('ours') || right.roles.has('send')))) return undefined;
  const asked = sentence.questioned && tokens.length <= SHORT + 1 && left.previous?.role !== 'at';
  if (head.role === 'stop' && (sentence.roles.has('price') || asked))
    return { tier: 'likely', why: 'asks about STOP', word: head.word };
  return none(head, 'a location or a thing');
}

/** "vous arrêtez la promo quand ?", "la promo arrête quand ?" */
function isOnlyTheOffer(left: Left, right: Right): boolean {
  const offered = left.roles.has('promo') || (left.subject === 'you' && right.roles.has('promo'));
  return offered && !(['ours', 'send', 'me', 'yours'] as const).some((role) => right.roles.has(role));
}
