// Looks a few words back from a word, within its clause. The window is bounded, so reading stays linear.

import { AGAINST, NEGATION_REACHES_OVER } from './negation';
import type { Role } from '../words/role';
import type { Token } from '../words/token';

const LEFT_WINDOW = 8;

/** Words that add nothing to a request and take nothing from it. */
const NEUTRAL: ReadonlySet<Role> = new Set<Role>([
  'polite',
  'greet',
  'intens',
  'article',
  'yours',
  'these',
  'prep',
  'at',
  'me',
  'my',
  'insult',
  'digits',
  'agree',

  'fedup',
  'toomuch',
  'decline',
  'no',
  'conj',
  'praise',
  'all',
  'it',
  'stop',
  'spam',
  'threat',
  'contact',
  'break',

  'help',
  'i',
  'you',
  'stranger',
  'wrong',
  'nonstop',
  'scam',
  'info',
  'ours',
  'promo',
  'plus',
  'more',
  'rhetorical',
  'liked',
  'disliked',
]);
/** "je vous saurai gré de ne plus m'écrire": after "de" comes another verb, with another subject. */
const INFINITIVE_MARKS: ReadonlySet<string> = new Set(['de', 'd', 'to', 'zu', 'di', 'te', 'om']);
export interface Left {
  readonly roles: ReadonlySet<Role>;
  /** The token just before, if in the same clause. */
  readonly previous: Token | undefined;
  readonly subject: 'i' | 'you' | 'third' | undefined;
  /** Number of tokens of the clause before it. */
  readonly size: number;
  /** Number of unknown words. */
  readonly strange: number;
  /** "Not" reaches the word looked at. */
  readonly negated: boolean;
  /** "Not", "no", "nothing" or "no more" reaches the word looked at. */
  readonly against: boolean;
}

export function leftOf(tokens: readonly Token[], at: number): Left {
  const roles = new Set<Role>();
  let subject: Left['subject'];
  let strange = 0;
  let reaches = true;
  let negated = false;
  let against = false;
  let size = 0;
  let infinitive = false;
  for (let i = at - 1; i >= 0 && i >= at - LEFT_WINDOW; i -= 1) {
    const role = tokens[i]?.role ?? 'break';
    if (role === 'break') break;
    roles.add(role);
    size += 1;
    if (role === 'conj' || role === 'if') break;
    if (reaches) {
      negated ||= role === 'neg';
      against ||= AGAINST.has(role);
      reaches = NEGATION_REACHES_OVER.has(role);
    }
    negated ||= isNotNeeded(tokens, i, at);
    infinitive ||= against && INFINITIVE_MARKS.has(tokens[i]?.word.split(' ').at(-1) ?? '');
    if (role === 'i' || (!infinitive && (role === 'you' || role === 'third'))) subject ??= role;
    else if (role === 'unknown') strange += 1;
  }
  const previous = tokens[at - 1];
  return {
    roles,
    previous: previous?.role === 'break' ? undefined : previous,
    subject,
    size,
    strange,
    negated,
    against,
  };
}

/** "pas besoin de me désabonner", "pas demandé à être désinscrit": a set phrase that negates the infinitive after it. */
function isNotNeeded(tokens: readonly Token[], i: number, at: number): boolean {
  const { role, word } = tokens[i] ?? { role: 'break', word: '' };
  if ((role !== 'decline' && role !== 'fedup') || !(word.startsWith('pas ') || word.startsWith('no '))) return false;
  const between = tokens.slice(i + 1, at);
  return between.length > 0 && between.every((token) => UP_TO_INFINITIVE.has(token.role));
}
const UP_TO_INFINITIVE: ReadonlySet<Role> = new Set<Role>(['prep', 'at', 'me', 'self', 'aux']);

/** "on m'a dit d'écrire stop, donc stop" */
const CONCLUDES = new Set(['donc', 'alors', 'also', 'dus', 'dunque', 'quindi']);

/** True if every token before `at` in its clause is neutral. */
export function isClean(tokens: readonly Token[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i >= at - LEFT_WINDOW; i -= 1) {
    const role = tokens[i]?.role ?? 'break';
    if (role === 'break' || CONCLUDES.has(tokens[i]?.word ?? '')) return true;
    if (!NEUTRAL.has(role)) return false;
  }
  return true;
}
