// The words that ask to cease: STOP, arrêt, arrêtez, stoppen, basta. What they are about, who says them of whom, and "not", decide.

import { type Left, isClean, leftOf } from './left-of';
import { type Right, rightOf } from './right-of';
import { doubtIn } from './doubt';
import { earlierRequest } from './read-earlier';
import type { Evidence } from './reading';
import type { Role } from './role';
import type { Sentence, Token } from './token';

/** A sentence this short that has STOP in it is about STOP. */
const SHORT = 4;
const WISHES: readonly Role[] = ['want', 'ask', 'must', 'can'];
const NOUN_MARKS: ReadonlySet<Role | undefined> = new Set<Role>(['article', 'at', 'these', 'prep', 'my']);
/** Before an infinitive these make a told past: "on a arrêter" for "on a arrêté". */
const AUXILIARIES = new Set(['a', 'ai', 'as', 'avez', 'avons', 'ont', 'jai', 'g']);

export function readStop(sentence: Sentence, at: number): Evidence | undefined {
  const head = sentence.tokens[at];
  if (!head) return undefined;
  const left = leftOf(sentence.tokens, at);
  const right = rightOf(sentence.tokens, at);
  if (isPartOfWord(sentence.tokens, at)) return none(head, 'part of another word');
  if (head.role === 'ceased' && !isMisspeltImperative(head, left, right)) return undefined;
  return (
    negated(head, sentence, at, left, right) ??
    earlierRequest(head, sentence, left, right) ??
    aboutOthers(head, sentence, at, left, right) ??
    request(head, sentence, at, left, right)
  );
}

/** "stop-gouttes", "butée-stop" */
function isPartOfWord(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const joinedAfter = next?.joined === true && next.role === 'unknown';
  return joinedAfter || (tokens[at]?.joined === true && tokens[at - 1]?.role === 'unknown');
}

const wishedFor = (left: Left): boolean => WISHES.some((role) => left.roles.has(role));
const none = (head: Token, why: string): Evidence => ({ tier: 'none', why, word: head.word });

/** "arrêté de m'envoyer" opens a clause and names what we do: it was meant as "arrêtez". */
function isMisspeltImperative(head: Token, left: Left, right: Right): boolean {
  const told = left.roles.has('aux') || left.roles.has('question') || left.subject !== undefined;
  const noun = left.previous?.role === 'article' || left.previous?.role === 'self' || left.previous?.role === 'at';
  return head.word.startsWith('arret') && left.strange === 0 && !told && !noun && right.about === 'us';
}

function negated(head: Token, sentence: Sentence, at: number, left: Left, right: Right): Evidence | undefined {
  const { word } = head;
  const { roles } = sentence;
  const us = right.about === 'us';
  if (left.roles.has('cannot') && !sentence.questioned) {
    return us ? { tier: 'clear', why: 'cannot make it stop', word } : none(head, 'the sender cannot stop');
  }
  if (left.roles.has('works') || right.roles.has('works') || left.previous?.role === 'my') return undefined;
  if (!(left.negated || isNegatedAfter(head, sentence, at)) || left.roles.has('said')) return undefined;
  if (left.roles.has('want')) return none(head, 'negated stop');
  if (head.role === 'stop' && !left.negated)
    return { tier: 'likely', why: 'the keyword, then a negation', word, brief: true };
  if (left.roles.has('if') && (left.subject === 'you' || roles.has('threat'))) {
    return { tier: 'clear', why: 'a threat in case we do not stop', word };
  }
  if (left.roles.has('can') && us) return { tier: 'clear', why: 'cannot make it stop', word };
  if (isReflexive(sentence.tokens, at)) return none(head, 'somebody else stops');
  if (left.subject === 'you' && sentence.questioned && us)
    return { tier: 'clear', why: 'asks why we do not stop', word };
  if (roles.has('praise') || right.about === 'else') return none(head, 'negated stop');
  if (left.subject === 'you') return { tier: 'likely', why: 'complains that we do not stop', word, brief: !us };
  if (left.subject === 'i' && us && right.roles.has('receive'))
    return { tier: 'likely', why: 'complains that it does not stop', word };
  return none(head, 'negated stop');
}

/** "arrêtez pas les promos"; but "stop pas de pub" and "arrêtez ne m'écrivez plus" begin anew. */
function isNegatedAfter(head: Token, { tokens }: Sentence, at: number): boolean {
  const not = tokens[at + 1];
  if (not?.role !== 'neg' || not.word === 'ne' || not.word === 'n') return false;
  const then = tokens[at + 2]?.role;
  return head.role === 'cease' || then === undefined || then === 'break' || then === 'polite' || then === 'intens';
}

/** "tu t'arrêtes", "elle s'arrête", "arrêtez-vous au 12" */
function isReflexive(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.role;
  return before === 'self' || (before === 'you' && tokens[at - 2]?.role === 'you');
}

/** Not addressed to us: a place, a thing, the sender's own stopping, somebody else's. */
function aboutOthers(head: Token, sentence: Sentence, at: number, left: Left, right: Right): Evidence | undefined {
  const { tokens } = sentence;
  const us = right.about === 'us';
  const wished = wishedFor(left);
  if ((left.roles.has('other') && !us) || right.about === 'else') return none(head, 'about something else');
  if (sentence.questioned && isOnlyTheOffer(left, right)) return none(head, 'asks when an offer ends');
  const next = tokens[at + 1];
  const inverted = next?.role === 'you' && next.joined && !sentence.roles.has('ours') && !sentence.roles.has('send');
  if (head.role === 'cease' && !wished && (isReflexive(tokens, at) || inverted))
    return none(head, 'somebody else stops');
  if (head.role === 'cease' && AUXILIARIES.has(left.previous?.word ?? '')) return none(head, 'told, not asked');
  if (left.subject === 'third' && !wished && !us) return none(head, 'somebody else stops');
  const imperative = head.word.endsWith('ez');
  const ours = us && (right.roles.has('yours') || right.roles.has('receive') || right.roles.has('these'));
  if (left.subject === 'i' && !imperative && !wished && !ours && right.about !== 'everything') {
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
  return none(head, 'a place or a thing');
}

/** "vous arrêtez la promo quand ?", "la promo arrête quand ?" */
function isOnlyTheOffer(left: Left, right: Right): boolean {
  const offered = left.roles.has('promo') || (left.subject === 'you' && right.roles.has('promo'));
  return offered && !(['ours', 'send', 'me', 'yours'] as const).some((role) => right.roles.has(role));
}

function request(head: Token, sentence: Sentence, at: number, left: Left, right: Right): Evidence | undefined {
  const { word } = head;
  const doubt = doubtIn(sentence, left, right);
  const asks = (why: string, toSomeone: boolean): Evidence => ({
    tier: doubt ? 'likely' : 'clear',
    why: doubt ? `${why}, ${doubt}` : why,
    word,
    toSomeone,
  });
  if (right.about === 'us') {
    // "vous comptez arrêter vos messages ?": no answer is expected.
    const expects = doubt === 'as a question' && left.subject === 'you' && head.role === 'cease';
    return expects
      ? { tier: 'clear', why: 'asks whether we stop our messages', word }
      : asks('asks to stop our messages', false);
  }
  const everything = right.about === 'everything' || (right.about === 'nothing' && left.previous?.role === 'all');
  if (everything) return { ...asks('asks to stop everything', false), all: true };
  if (right.about === 'it') return asks('asks to stop this', true);
  if (right.about === 'me')
    return { ...asks('asks to stop', true), ...(isFormal(head) ? {} : { tier: 'likely' as const }) };
  if (right.about === 'unclear') return unclear(head, sentence, at);
  if (left.roles.has('ours') || left.roles.has('promo')) return asks('asks to stop our messages', false);
  const clean = isClean(sentence.tokens, at) || (left.strange === 0 && wishedFor(left));
  if (clean || sentence.roles.has('rhetorical')) return asks('asks to stop', head.role !== 'stop');
  if (doubt && sentence.tokens.length <= SHORT + 2) return asks('asks to stop', true);
  if (isEmphatic(head, sentence)) return { tier: 'clear', why: 'the keyword stands out in capitals', word };
  return head.role === 'halt' ? undefined : unclear(head, sentence, at);
}

/** What a person writes to a company: the keyword, or a verb in the polite form. */
const isFormal = ({ role, word }: Token): boolean => role === 'stop' || word.endsWith('ez') || word.endsWith('er');

/** What is to stop is a word we do not know: a brand, a name, or anything. */
function unclear(head: Token, sentence: Sentence, at: number): Evidence | undefined {
  const { word } = head;
  const next = sentence.tokens[at + 1];
  if (head.role === 'cease' && (sentence.asked || next?.role === 'article')) return none(head, 'about something else');
  const short = sentence.tokens.length <= SHORT + 1;
  if (head.role === 'halt') return undefined;
  if (head.role === 'stop' && at === 0 && !sentence.asked && next?.role === 'unknown' && next.capital && short) {
    return { tier: 'clear', why: 'the keyword and a name', word, brief: true };
  }
  if (short) return { tier: 'likely', why: 'short, and asks to stop something', word, brief: true };
  const addressed = head.role === 'cease' && isClean(sentence.tokens, at);
  return addressed ? { tier: 'likely', why: 'asks to stop something', word, brief: true } : undefined;
}

/** Capitals in a sentence that has small letters too. */
function isEmphatic(head: Token, { tokens, mixed }: Sentence): boolean {
  return head.upper && mixed && (tokens.at(-1) === head || tokens[0] === head);
}
