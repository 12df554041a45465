// The words for leaving a list: unsubscribe, remove me, delete my number, I object.

import { isClean, leftOf } from './left-of';
import { rightOf } from './right-of';
import { doubtIn } from './doubt';
import { isCounted, isDoneToThings, isOwnMessage } from './removed-thing';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

export const NOTHING_NAMED = 'asks to cancel or remove, nothing named';

const request = (word: string, why: string, doubt: string | undefined): Evidence => ({
  tier: doubt ? 'likely' : 'clear',
  why: doubt ? `${why}, ${doubt}` : why,
  word,
});

export function readUnsubscribe(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const word = tokens[at]?.word ?? '';
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (left.roles.has('other') || right.about === 'else' || right.thing || isForAnother(tokens, at))
    return { tier: 'none', why: 'about something else', word };
  if (isFromAnother(sentence, at)) return { tier: 'none', why: 'leaves something else', word };
  if (sentence.questioned && left.subject === 'i' && left.roles.has('aux') && !isPutUpWith(sentence))
    return { tier: 'none', why: 'asks why it was unsubscribed', word };
  const cannot =
    left.roles.has('can') ||
    left.roles.has('cannot') ||
    left.roles.has('works') ||
    right.roles.has('works') ||
    sentence.roles.has('still') ||
    left.subject === 'you';
  const not = left.roles.has('neg') || left.negated || right.next?.role === 'neg';
  if (not && !cannot && !sentence.questioned) {
    return { tier: 'none', why: 'negated wish to leave', word };
  }
  return request(word, 'asks to be unsubscribed', doubtIn(sentence, left, right));
}

/** "meinen Sohn vom Schwimmen abmelden": somebody of the sender's, named before the verb. */
function isForAnother(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 5), at);
  const [article, noun] = before.slice(-2);
  if (article?.role === 'article' && noun?.role === 'unknown') return true;
  return before.some(({ role }, i) => role === 'my' && before[i + 1]?.role === 'unknown');
}

/** "vom Rückenkurs am Mittwoch abmelden": the object precedes the verb, and is none of ours. */
function isFromAnother({ tokens, roles }: Sentence, at: number): boolean {
  if ((['ours', 'list', 'promo', 'spam', 'send', 'receive'] as const).some((role) => roles.has(role))) return false;
  for (let i = at - 1; i > 0 && i >= at - FARTHEST_OBJECT && tokens[i]?.role !== 'break'; i -= 1) {
    if (tokens[i]?.role === 'unknown' && FROM.has(tokens[i - 1]?.word ?? '')) return true;
  }
  return false;
}
const FARTHEST_OBJECT = 5;
const FROM = new Set(['vom', 'von', 'aus', 'du', 'des', 'del', 'dal', 'dalla', 'van']);

/** "je suis désabonnée et je reçois encore vos sms ?" */
const isPutUpWith = ({ roles }: Sentence): boolean =>
  (['received', 'ours', 'promo', 'still', 'more', 'send', 'sent', 'how'] as const).some((role) => roles.has(role));

/** Takes an object: "me", "my number", "your list". */
export function readRemove(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const head = tokens[at];
  if (!head) return undefined;
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  const word = head.word;
  const named = (role: Role) => right.roles.has(role) || left.roles.has(role);
  if ((left.roles.has('neg') || right.next?.role === 'neg') && !left.roles.has('can'))
    return { tier: 'none', why: 'negated wish to leave', word };
  const leaves = head.role === 'cancel' && named('subscription') && named('ours');
  const wished =
    named('want') ||
    named('ask') ||
    named('can') ||
    named('must') ||
    left.roles.has('polite') ||
    left.roles.has('how') ||
    leaves;
  if (named('consent') && !sentence.questioned)
    return request(word, 'withdraws consent', doubtIn(sentence, left, right));
  // "j'ai effacé votre sms", "mon compte a été supprimé ?": narrated, not requested.
  if ((left.subject !== undefined || left.roles.has('aux')) && !wished) return undefined;
  // "supprimez mon dernier message": the sender's own.
  const mine = right.roles.has('my') && isOwnMessage(tokens, at) && !leaves;
  if (mine) return { tier: 'none', why: 'about something else', word };
  if (left.subject === 'third') return undefined;
  const me = named('me');
  // Deleting a message is not leaving; cancelling messages is.
  const messages = (named('ours') || named('spam')) && (me || head.role === 'cancel');
  const asks = named('ask') || left.roles.has('can') || left.roles.has('want');
  const passive = head.role === 'remove' && left.previous?.role === 'aux' && asks && left.subject === 'i';
  const contact = right.roles.has('contact') && right.roles.has('my');
  if (isDoneToThings(word, named)) return undefined;
  const ours = named('list') || named('number') || messages || contact;
  if (named('other') || (named('subscription') && !named('ours') && !named('list')))
    return { tier: 'none', why: 'about something else', word };
  const itself =
    head.role === 'remove' && (right.next?.role === 'me' || left.previous?.role === 'me') && left.subject !== 'i';
  if (itself && !ours && isCounted(tokens, at)) return { tier: 'none', why: 'about something else', word };
  if (itself && !ours && right.thing)
    return { tier: 'likely', why: 'asks to be removed from something', word, brief: true };
  if (ours || itself || passive) return request(word, 'asks to be removed', doubtIn(sentence, left, right));
  const alone =
    isClean(tokens, at) &&
    right.about === 'nothing' &&
    !right.roles.has('limit') &&
    !left.roles.has('help') &&
    left.size + right.roles.size <= 4 &&
    left.subject !== 'i';
  return alone ? { tier: 'likely', why: NOTHING_NAMED, word } : undefined;
}

/** "je m'oppose", "opposition RGPD": the right to object (GDPR article 21). */
export function readObjection(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens, roles } = sentence;
  const word = tokens[at]?.word ?? '';
  if (roles.has('other')) return { tier: 'none', why: 'about something else', word };
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (left.roles.has('neg') || right.next?.role === 'neg') return undefined;
  // "je m'oppose au projet": an objection, though perhaps not to us.
  const named = (['threat', 'ours', 'number', 'consent'] as const).some((role) => roles.has(role));
  const elsewhere = right.about === 'unclear' && !word.includes(' ') && !named;
  const lawful = word.includes(' ') || named || left.roles.has('i') || left.roles.has('me');
  return lawful && !elsewhere
    ? request(word, 'objects', doubtIn(sentence, left, right))
    : { tier: 'likely', why: 'objects', word };
}

/** "Si vous continuez je porte plainte" asks us to cease; a threat with nothing asked may be about anything. */
export function readThreat(sentence: Sentence, at: number): Evidence | undefined {
  const { roles, tokens } = sentence;
  const word = tokens[at]?.word ?? '';
  if (roles.has('other') || sentence.questioned || rightOf(tokens, at).thing) return undefined;
  // "retirer l'article 21": of a basket.
  if (ARTICLE.test(word) && (roles.has('remove') || roles.has('cancel'))) return undefined;
  // "la police arrive"
  const isNarrated = tokens[at - 1]?.role === 'article' && rightOf(tokens, at).about === 'unclear';
  if (isNarrated && !(['if', 'i', 'you', 'ours', 'continue'] as const).some((role) => roles.has(role)))
    return undefined;
  if (
    roles.has('if') ||
    roles.has('continue') ||
    (roles.has('more') && roles.has('ours')) ||
    (roles.has('you') && roles.has('send'))
  ) {
    return { tier: 'clear', why: 'a threat in case we go on', word };
  }
  const ours = roles.has('ours') || roles.has('spam');
  return { tier: 'likely', why: 'a threat', word, brief: !ours };
}

/** Admits an article of which no law is named. */
const ARTICLE = /^article \d+$/;

/** "malgré ma demande vous continuez à m'écrire" */
export function readGoingOn(sentence: Sentence, at: number): Evidence | undefined {
  const { roles, tokens } = sentence;
  const right = rightOf(tokens, at);
  const asked = roles.has('my') && roles.has('ask');
  if (!asked || !roles.has('you') || right.about !== 'us') return undefined;
  return { tier: 'clear', why: 'we go on though asked not to', word: tokens[at]?.word ?? '' };
}

/** "You do not have my consent" */
export function readConsent({ tokens }: Sentence, at: number): Evidence | undefined {
  const left = leftOf(tokens, at);
  if (!(left.negated || left.roles.has('no')) || !(left.subject === 'i' || left.subject === 'you')) return undefined;
  const named = rightOf(tokens, at).about === 'us';
  return {
    tier: left.subject === 'i' && !named ? 'likely' : 'clear',
    brief: true,
    why: 'has not consented',
    word: tokens[at]?.word ?? '',
  };
}

/** "je vous bloque" */
export function readBlock({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const head: Token | undefined = tokens[at];
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  const yours = roles.has('you') || roles.has('number') || roles.has('ours');
  const announced = left.roles.has('i') && yours && !right.roles.has('my');
  const noted =
    isClean(tokens, at) && right.about === 'nothing' && !roles.has('my') && left.roles.size + right.roles.size <= 2;
  const numbered = left.previous?.role === 'number' || (isClean(tokens, at) && right.roles.has('number'));
  const bareNumber = numbered && !roles.has('my');
  if (!head || roles.has('other') || left.roles.has('neg') || !(announced || noted || bareNumber)) return undefined;
  return { tier: 'likely', why: 'announces blocking', word: head.word };
}
