// What makes a request less than certain: a real question, a hedge, a joke, a condition, a limit.

import type { Left } from './left-of';
import type { Right } from './right-of';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';

/** "demain stop" limits; in "votre message de ce matin … stop" the time belongs elsewhere. */
const SHORT = 3;

/** A question with one of these is a way of asking, not of wondering: how to, can you, how many times. */
const ASKING: readonly Role[] = ['how', 'rhetorical', 'can', 'cannot', 'ask', 'polite', 'threat', 'still', 'help'];

/** Returns the doubt, or undefined if the request is certain. */
export function doubtIn(sentence: Sentence, left: Left, right: Right): string | undefined {
  const { roles } = sentence;
  if (roles.has('joke')) return 'maybe a joke';
  if (roles.has('hedge') && !roles.has('how')) return 'hedged';
  if (roles.has('fewer')) return 'asks for fewer';
  if (right.roles.has('limit') || (left.roles.has('limit') && left.size <= SHORT && !left.roles.has('said')))
    return 'limited in time';
  if (roles.has('if') && !roles.has('threat') && !roles.has('continue')) return 'under a condition';
  if (sentence.questioned && !isAsking(sentence)) return 'as a question';
  return undefined;
}

function isAsking({ roles }: Sentence): boolean {
  if (ASKING.some((role) => roles.has(role))) return true;
  if (roles.has('question') && roles.has('must') && (roles.has('unsub') || roles.has('receive'))) return true;
  // "quand allez-vous arrêter", "why don't you stop": addressed to us, about what we do.
  return roles.has('you') && roles.has('question') && (roles.has('cease') || roles.has('send'));
}
