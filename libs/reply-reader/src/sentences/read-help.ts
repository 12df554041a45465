// Asks for help, or for more about what we wrote.

import { leftOf } from './left-of';
import { rightOf } from './right-of';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';

/** Words of the longest sentence that does not count as a narrative. */
const LONG = 9;
/** Admits a set phrase for "more information". */
const MORE_INFO =
  /^(?:plus d|plus de|mas|piu|maggiori|more|mehr|meer) (?:infos?|info\w+|details|renseignements|dettagli)$/;
/** Admits a set phrase of a link that does not open. */
const LINK = /^(?:lien|link|enlace) | (?:lien|link|enlace)$/;
const BEFORE_ASKING: ReadonlySet<Role> = new Set<Role>(['greet', 'polite', 'break', 'want', 'i', 'agree']);

export function readHelp({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  if (!head || (leftOf(tokens, at).roles.has('neg') && !LINK.test(head.word))) return undefined;
  // "plus d'infos sur le contrat": about whatever it is, we are asked.
  const opens = at === 0 || tokens.slice(0, at).every(({ role }) => BEFORE_ASKING.has(role));
  if (MORE_INFO.test(head.word) && opens) return { tier: 'help', why: 'asks for help or information', word: head.word };
  if (LINK.test(head.word) && (asked || roles.has('how')))
    return { tier: 'help', why: 'cannot open the link', word: head.word };
  if (roles.has('other')) return undefined;
  const thanks = leftOf(tokens, at).roles.has('yours') || tokens[at - 1]?.role === 'article';
  if (rightOf(tokens, at).about === 'unclear') return undefined;
  if (tokens[at - 1]?.role === 'break' && tokens.length - at <= 3)
    return { tier: 'help', why: 'asks for help or information', word: head.word };
  const short = !thanks && (tokens.length <= (at === 0 ? 6 : 4) || head.word.includes(' '));
  return short ? { tier: 'help', why: 'asks for help or information', word: head.word } : undefined;
}

/** "plus d'infos", "info svp" */
export function readInfo({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  const left = leftOf(tokens, at);
  const more = left.roles.has('plus') || left.roles.has('more') || left.roles.has('want');
  const bare =
    tokens.length <= LONG && tokens.filter(({ role }) => !['article', 'polite', 'greet'].includes(role)).length <= 2;
  const about = !more && rightOf(tokens, at).about === 'unclear';
  const thanked = tokens[at - 1]?.role === 'article' && tokens[at - 2]?.role === 'prep' && !more;
  if (!head || roles.has('neg') || about || thanked || !(more || bare)) return undefined;
  return { tier: 'help', why: 'asks for help or information', word: head.word };
}
