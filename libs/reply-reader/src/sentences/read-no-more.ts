// Fragments without a verb: "plus de pub", "pas de sms", "no more texts", "keine SMS mehr", "plus rien".

import { isClean, leftOf } from './left-of';
import { rightOf } from './right-of';
import { refusal } from './read-refusal';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

/** "plus | de | vos | sales | sms": how many words may stand between "no more" and what is refused. */
const FARTHEST = 5;
const BETWEEN: ReadonlySet<Role | undefined> = new Set<Role>([
  'prep',
  'article',
  'yours',
  'these',
  'more',
  'insult',
  'call',
  'conj',
]);
const QUANTIFIERS: ReadonlySet<Role | undefined> = new Set<Role>(['neg', 'no', 'plus', 'nothing', 'refuse']);
/** Roles of a narrative sentence: "pas de sms reçu", "je n'ai pas de sms". */
const TELLING: readonly Role[] = ['received', 'aux', 'other', 'third'];
/** One message: "no message" may miss it. */
const ONE = new Set([
  'message',
  'text',
  'txt',
  'mail',
  'msg',
  'mess',
  'texto',
  'nachricht',
  'mensaje',
  'messaggio',
  'bericht',
  'contact',
]);

/** "do not text" */
const IMPERATIVE = new Set(['dont', 'do not']);
const BARE: ReadonlySet<Role> = new Set<Role>(['more', 'no', 'neg', 'polite', 'break', 'intens', 'prep', 'these']);

/** No verb names a subject, so all words before must be neutral. */
export function readFragment(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens, roles } = sentence;
  const head = tokens[at];
  const from = quantifierBefore(tokens, at);
  if (!head || from === undefined) return undefined;
  const left = leftOf(tokens, from);
  const imperative = IMPERATIVE.has(tokens[from]?.word ?? '') && from === at - 1;
  const addressed = imperative && !['i', 'you', 'third'].includes(left.previous?.role ?? '');
  if (!addressed && !isClean(tokens, from)) return undefined;
  const right = rightOf(tokens, at);
  if (TELLING.some((role) => left.roles.has(role) || right.roles.has(role))) return undefined;
  if (right.roles.has('send') || left.roles.has('you') || left.roles.has('i')) return undefined;
  if (right.roles.has('since') || right.roles.has('still')) return undefined;
  if (sentence.questioned && (roles.has('question') || head.role === 'promo')) return undefined;
  const plus = tokens[from]?.role === 'plus';
  const likely = (why: string): Evidence => ({ tier: 'likely', why, word: head.word });
  if (head.role === 'promo' && plus && !roles.has('neg')) return likely('more or no more');
  const noMore = plus || roles.has('more') || roles.has('refuse');
  if (
    !noMore &&
    !imperative &&
    (right.about === 'unclear' || (ONE.has(head.word) && !roles.has('polite') && tokens.length <= 4))
  ) {
    return likely('refuses or misses something');
  }
  return refusal(head.word, sentence, left, right);
}

function quantifierBefore(tokens: readonly Token[], at: number): number | undefined {
  let found: number | undefined;
  for (let i = at - 1; i >= 0 && i >= at - FARTHEST; i -= 1) {
    const role = tokens[i]?.role;
    if (QUANTIFIERS.has(role)) found = i;
    else if (!BETWEEN.has(role)) break;
  }
  return found;
}

/** "no more", "nicht mehr", "niet meer": nothing named, and nothing else said. */
export function readBareNoMore(sentence: Sentence): Evidence | undefined {
  const { tokens, roles } = sentence;
  if (!roles.has('more')) return undefined;
  // "Encore !": and again they write.
  const [first, ...others] = tokens.length <= 2 ? tokens : [];
  if (first?.word === 'encore' && !sentence.questioned && others.every(({ role }) => role === 'break'))
    return { tier: 'likely', why: 'complains about our messages', word: first.word };
  const head = tokens.find(({ role }) => role === 'more');
  const bare = tokens.every(({ role }) => BARE.has(role));
  const refused = roles.has('no') || roles.has('neg');
  return head && bare && refused && !sentence.questioned
    ? { tier: 'clear', why: 'wants no more', word: head.word }
    : undefined;
}

/** "ne plus être dans votre fichier" */
export function readListed(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const left = leftOf(tokens, at);
  const wished = left.roles.has('want') || left.subject === undefined;
  if (!left.against || !left.roles.has('aux') || !wished || sentence.questioned) return undefined;
  return refusal(tokens[at]?.word ?? '', sentence, left, rightOf(tokens, at));
}

/** "plus rien" */
export function readNothing(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const head = tokens[at];
  const right = rightOf(tokens, at);
  const bare = right.about === 'nothing' || right.about === 'us';
  if (!head || !bare || tokens[at - 1]?.role !== 'plus' || !isClean(tokens, at - 1) || tokens.length > FARTHEST)
    return undefined;
  const isNarrated = sentence.roles.has('works') || tokens[at + 1]?.role === 'neg';
  return sentence.questioned || isNarrated ? undefined : refusal(head.word, sentence, leftOf(tokens, at), right);
}

/** Times of a habit: "pas le dimanche", "not on Sundays", "sonntags nicht". */
const HABIT =
  /^(?:dimanches|sundays|evenings|nights|saturdays|weekends?|sonntags|samstags|nachts|abends|wochenende|domingos|sabados|zondags|avonds|weekend|in the evening|at night)$/;
/** Times of a habit only after an article: "pas dimanche" is about the next one. */
const WITH_ARTICLE =
  /^(?:dimanche|soir|soirs|nuit|domenica|le soir|la nuit|le weekend|los domingos|am sonntag|am wochenende|op zondag)$/;
const AROUND_LIMIT: ReadonlySet<Role> = new Set<Role>(
  'neg limit article at prep polite greet intens break no these plus'.split(' ') as Role[],
);

/** "Pas le dimanche quand même": a time at which no text is wanted, and not a word of anything else. */
export function readHabit({ tokens, roles, questioned }: Sentence): Evidence | undefined {
  if (!roles.has('limit') || !(roles.has('neg') || roles.has('no')) || questioned) return undefined;
  if (!tokens.every(({ role }) => AROUND_LIMIT.has(role))) return undefined;
  const at = tokens.findIndex(
    ({ role, word }, i) =>
      role === 'limit' &&
      (HABIT.test(word) || (WITH_ARTICLE.test(word) && (word.includes(' ') || tokens[i - 1]?.role === 'article'))),
  );
  const when = tokens[at]?.word;
  return when === undefined
    ? undefined
    : { tier: 'likely', why: 'wants no messages at times', word: when, brief: true };
}
