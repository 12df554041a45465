// Wishes to receive our messages again, and words that only speak of a subscription.

import { leftOf } from './left-of';
import { rightOf } from './right-of';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';

/** Words of the longest sentence that does not count as a narrative. */
const LONG = 9;
const BESIDE_RESTART: ReadonlySet<Role> = new Set<Role>(['restart', 'polite', 'greet', 'break', 'digits']);

/** "réabonnez-moi", "reprendre les SMS", "start sending" */
export function readResume(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens, roles } = sentence;
  const head = tokens[at];
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  // "STOP par erreur dans le métro, remettez-moi": what comes before it is a story.
  const elsewhere = roles.has('mistake') ? right.roles.has('other') : roles.has('other');
  const wondered = sentence.questioned && !(roles.has('mistake') && roles.has('can'));
  if (!head || elsewhere || wondered) return undefined;
  const wish: Evidence = { tier: 'start', why: 'asks to subscribe again', word: head.word };
  if (left.roles.has('neg')) return { ...wish, tier: 'none', why: 'negated wish to subscribe' };
  if (head.role === 'resume') return wish;
  if (head.role === 'start') return tokens.length <= 3 && !tokens[at + 1]?.joined ? wish : undefined;
  const bare = tokens.length <= LONG && tokens.every(({ role }) => BESIDE_RESTART.has(role));
  if (head.role === 'restart') return right.about === 'us' || bare ? wish : undefined;
  if (right.about === 'unclear' || right.roles.has('limit')) return undefined;
  const addressed = right.next?.role === 'me' || left.previous?.role === 'me' || left.roles.has('want');
  return addressed && left.subject !== 'third' ? wish : undefined;
}

/** "je ne me suis jamais inscrit" complains; "je ne veux plus être abonné" is read at "veux". */
export function readSubscribed({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  const left = leftOf(tokens, at);
  if (!head || roles.has('other') || !(left.roles.has('neg') || left.roles.has('plus')) || left.roles.has('want'))
    return undefined;
  return { tier: 'likely', why: 'says there was no subscription', word: head.word };
}
