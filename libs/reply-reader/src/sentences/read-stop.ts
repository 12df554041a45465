// The words that ask to cease: STOP, arrêt, arrêtez, stoppen, basta. What they are about, who says them of whom, and "not", decide.

import { type Left, isClean, leftOf } from './left-of';
import { type Right, rightOf } from './right-of';
import { doubtIn } from './doubt';
import { earlierRequest } from './read-earlier';
import type { Evidence } from '../reading';
import type { Sentence, Token } from '../words/token';
import { SHORT, aboutOthers, isPartOfWord, isReflexive, none, wishedFor } from './stop-of-others';

export function readStop(sentence: Sentence, at: number): Evidence | undefined {
  const head = sentence.tokens[at];
  if (!head) return undefined;
  const left = leftOf(sentence.tokens, at);
  const right = rightOf(sentence.tokens, at);
  if (!isMention(head) && isPartOfWord(sentence.tokens, at)) return none(head, 'part of another word');
  if (head.role === 'ceased' && !isMisspeltImperative(head, left, right)) return undefined;
  return (
    negated(head, sentence, at, left, right) ??
    earlierRequest(head, sentence, at, left, right) ??
    aboutOthers(head, sentence, at, left, right) ??
    request(head, sentence, at, left, right)
  );
}

/** "arrêté de m'envoyer" opens a clause and names what we do: it was meant as "arrêtez". */
function isMisspeltImperative(head: Token, left: Left, right: Right): boolean {
  const isNarrated = left.roles.has('aux') || left.roles.has('question') || left.subject !== undefined;
  const noun = left.previous?.role === 'article' || left.previous?.role === 'self' || left.previous?.role === 'at';
  const verb = head.word.startsWith('arret') || head.word.startsWith('stoppe');
  const bare =
    verb && left.size === 0 && right.about === 'nothing' && (right.roles.has('polite') || right.next === undefined);
  const us = head.word.startsWith('arret') && right.about === 'us';
  return left.strange === 0 && !isNarrated && !noun && (us || bare);
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
  // "je ne lis pas vos sms arrêtez": the negation is of the sender's own verb.
  if (
    word.endsWith('ez') &&
    left.subject === 'i' &&
    left.previous?.role !== 'neg' &&
    right.next?.role !== 'neg' &&
    right.about === 'nothing' &&
    !left.roles.has('want')
  )
    return undefined;
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
  // "arrêtez surtout pas"
  const next = tokens[at + 1]?.role === 'intens' ? at + 2 : at + 1;
  const not = tokens[next];
  if (not?.role !== 'neg' || not.word === 'ne' || not.word === 'n') return false;
  const then = tokens[next + 1]?.role;
  return head.role === 'cease' || then === undefined || then === 'break' || then === 'polite' || then === 'intens';
}

/** "stop eau 36", dictated for "stop au 36180": the phrase is the mention. */
const isMention = ({ word }: Token): boolean => word.startsWith('stop ');

function request(head: Token, sentence: Sentence, at: number, left: Left, right: Right): Evidence | undefined {
  const { word } = head;
  const doubt = doubtIn(sentence, left, right);
  const asks = (why: string, toSomeone: boolean): Evidence => ({
    tier: doubt ? 'likely' : 'clear',
    why: doubt ? `${why}, ${doubt}` : why,
    word,
    toSomeone,
  });
  if (isMention(head)) return asks('asks to stop', false);
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
  // "Stop je suis au rond-point"
  const isNarrated = head.role === 'stop' && right.next?.role === 'i' && isAtLocation(sentence.tokens, at + 2);
  if (isNarrated) return { tier: 'likely', why: 'the keyword, then reports something', word };
  if (right.about === 'unclear') return unclear(head, sentence, at);
  if (left.roles.has('ours') || left.roles.has('promo')) return asks('asks to stop our messages', false);
  if (head.role === 'cease' && isInformal(word) && narrates(sentence, at))
    return { ...asks('asks to stop, then reports something', true), tier: 'likely' };
  const clean = isClean(sentence.tokens, at) || (left.strange === 0 && wishedFor(left));
  if (clean || sentence.roles.has('rhetorical')) return asks('asks to stop', head.role !== 'stop');
  if (doubt && sentence.tokens.length <= SHORT + 2) return asks('asks to stop', true);
  const last = word.endsWith('ez') && right.about === 'nothing' && left.subject !== 'you' && !sentence.questioned;
  if (last) return { tier: 'clear', why: 'ends by asking to stop', word };
  if (isEmphatic(head, sentence)) return { tier: 'clear', why: 'the keyword is emphasised by capitals', word };
  return head.role === 'halt' ? undefined : unclear(head, sentence, at);
}

/** "Stop je suis au rond-point", "stop je descends ici": where somebody is. */
const isAtLocation = (tokens: readonly Token[], at: number): boolean => {
  const [does, where] = tokens.slice(at, at + 2);
  const placed = where?.role === 'at' || where?.role === 'here' || LOCATION_WORDS.has(where?.word ?? '');
  return placed && (does?.role === 'aux' || does?.role === 'unknown');
};
const LOCATION_WORDS = new Set(['dans', 'sur', 'chez', 'devant', 'in', 'am', 'im']);

const isInformal = (word: string): boolean => word === 'arrete' || word === 'arretes' || word === 'stoppe';

/** "arrête j'ai trop ri": more likely said to a friend. */
function narrates({ tokens, roles }: Sentence, at: number): boolean {
  const next = tokens[at + 1]?.role;
  const about = roles.has('ours') || roles.has('fedup') || roles.has('decline') || roles.has('promo');
  return (next === 'i' || next === 'you') && !about && roles.has('unknown');
}

/** True for the words of a person to a company: the keyword, or a verb in the polite form. */
const isFormal = ({ role, word }: Token): boolean => role === 'stop' || word.endsWith('ez') || word.endsWith('er');

/** Reads a request whose object is an unknown word: a brand, a name, or anything. */
function unclear(head: Token, sentence: Sentence, at: number): Evidence | undefined {
  const { word } = head;
  const next = sentence.tokens[at + 1];
  if (head.role === 'cease' && (sentence.asked || next?.role === 'article' || next?.role === 'my'))
    return none(head, 'about something else');
  const short = sentence.tokens.length <= SHORT + 1;
  if (head.role === 'halt') return undefined;
  if (
    head.role === 'stop' &&
    at === 0 &&
    !sentence.asked &&
    !sentence.roles.has('question') &&
    next?.role === 'unknown' &&
    next.capital &&
    short
  ) {
    return { tier: 'clear', why: 'the keyword and a name', word, brief: true };
  }
  if (short) return { tier: 'likely', why: 'short, and asks to stop something', word, brief: true };
  const opens =
    head.role === 'stop' &&
    at === 0 &&
    !rightOf(sentence.tokens, at).thing &&
    !sentence.asked &&
    !sentence.roles.has('question');
  if (opens) return { tier: 'likely', why: 'opens with the keyword', word };
  const addressed = head.role === 'cease' && isClean(sentence.tokens, at);
  return addressed ? { tier: 'likely', why: 'asks to stop something', word, brief: true } : undefined;
}

/** Capitals in a sentence that has small letters too. */
function isEmphatic(head: Token, { tokens, mixed }: Sentence): boolean {
  return head.upper && mixed && (tokens.at(-1) === head || tokens[0] === head);
}
