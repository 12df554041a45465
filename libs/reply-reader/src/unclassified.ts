// What nobody can read goes to a person: most who answer an advert in a language we do not have want it to end. People are
// few, so whatever is plainly about something else stays away from them.

import type { Evidence } from './reading';
import type { Role } from './words/role';
import type { Sentence } from './words/token';

/** Roles of courtesy, which say nothing about the subject. */
const COURTESY: ReadonlySet<Role> = new Set<Role>(['greet', 'polite', 'digits', 'break', 'joke', 'agree']);
/** Roles that make a text in our languages one with a known subject, or praise. */
const PLAIN: readonly Role[] = ['other', 'praise', 'subscription', 'price', 'auto', 'busy', 'liked', 'ad'];
/** Roles of words about our messages and nothing else. */
const OF_OURS: readonly Role[] = ['ours', 'list', 'spam', 'unsub'];
/** Words from which on the share of unknown ones counts. */
const MIN_WORDS = 3;
const STRANGE_SHARE = 0.67;
/** Words for a single message, of anybody's. */
const ONE = new Set(
  'message text txt mail msg mess texto nachricht mensaje messaggio bericht email annonce'.split(' '),
);
/** Share of unknown words that suffices in a short text that names our messages. */
const OUR_SHARE = 0.2;
const MAX_WORDS = 12;
/** Admits one letter of a script that none of our languages is written in. */
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;

/** @returns why nobody can read a reply in which no request was found; undefined where it is plainly none */
export function whyUnclassified(
  sentences: readonly Sentence[],
  all: readonly Evidence[],
  isKnown: (word: string) => boolean,
): string | undefined {
  if (all.some(({ tier, brief, whole }) => (tier === 'clear' || tier === 'likely') && brief === true && !whole))
    return 'it may ask, in a long text';
  if (isCutOff(sentences)) return 'it is cut where it asks';
  if (all.length > 0) return undefined;
  const words = sentences.flatMap(({ tokens }) => tokens).filter(({ role }) => !COURTESY.has(role));
  const says = (roles: readonly Role[]): boolean =>
    sentences.some((each) => roles.some((role) => each.roles.has(role)));
  const thanks = sentences[0]?.tokens[0]?.role === 'polite' && !says(OF_OURS);
  const asked = sentences.some((each) => each.questioned);
  if (says(PLAIN) || thanks) return undefined;
  const strange = words.filter(({ role, word }) => role === 'unknown' && !isKnown(word)).length;
  const many = words.length >= MIN_WORDS || words.some(({ word }) => word.length > 1 && OTHER_SCRIPT.test(word));
  if (many && strange / words.length >= STRANGE_SHARE) return 'words of no language that is read';
  const denied = says(['neg', 'no', 'more', 'plus']);
  const short = strange / words.length >= OUR_SHARE && words.length <= MAX_WORDS && !asked;
  const several = words.some(({ role, word }) => role === 'ours' && !ONE.has(word));
  if (says(OF_OURS) && strange > 0 && (denied || (several && short)))
    return 'it speaks of our messages, and how is not clear';
  return undefined;
}

/** "Merci de ne plus m'env": the end of the request did not arrive. */
function isCutOff(sentences: readonly Sentence[]): boolean {
  const last = sentences.at(-1);
  const [before, fragment] = last?.tokens.slice(-2) ?? [];
  if (!last || fragment?.role !== 'unknown' || fragment.capital || last.asked) return false;
  const begun = before?.role === 'ask' || before?.role === 'me';
  return begun && (last.roles.has('ask') || last.roles.has('plus') || last.roles.has('polite'));
}
