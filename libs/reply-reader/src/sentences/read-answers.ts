// What else a reply may say: who is this, help, subscribe again, a report; and what only implies a wish to be left out.

import { isPlain } from './is-plain';
import { leftOf } from './left-of';
import { rightOf } from './right-of';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

const IMPLIED: Partial<Record<Role, string>> = {
  decline: 'declines',
  stranger: 'wrong number or person',
  wrong: 'wrong number or person',
  ended: 'the tie has ended',
  fedup: 'complains about our messages',
  toomuch: 'complains about our messages',
};
const ABOUT_US: readonly Role[] = ['ours', 'promo', 'send', 'spam'];
/** Roles that may accompany a bare "no". */
const JUST_NO: ReadonlySet<Role> = new Set<Role>([
  'decline',
  'no',
  'neg',
  'polite',
  'greet',
  'break',
  'intens',
  'conj',
]);
/** Words that make a long sentence a narrative; a short sentence with one answers us. */
const LONG = 9;

/** Negations of languages in which a capital marks a name; German capitalises every noun. */
const DENIALS = new Set(['pas', 'y a pas', 'ya pas', 'plus', 'not', 'isnt', 'this isnt', 'no', 'non', 'niet', 'geen']);
/** "Your" before several things; one message may be answered, many are put up with. */
const OUR_MANY = new Set(['vos', 'vo', 'vuestros', 'vostri', 'eure', 'euren']);
const WELCOME: readonly Role[] = ['polite', 'praise', 'agree', 'other', 'want', 'question', 'continue', 'ad'];
const BARE_NO = new Set(['no', 'non', 'nein', 'nee']);
const WHAT = new Set(['c est quoi', 'c quoi', 'c koi', 'qu est ce que c est', 'whats', 'what']);

const NOT_ME = new Set(['c est pas moi', 'n est pas moi', 'est pas moi']);
/** Admits a set phrase with our messages in it. */
const NAMES_OURS = /\b(?:pubs?|sms|messages?|textos?|mails?|relances?|werbung|reclame)\b/;

/** "pas besoin de sac": it is the bag that is declined. */
const NEED = new Set(['pas besoin', 'no lo necesito', 'dont need']);

/** No request, and yet probably one: `likely`. */
export function readImplied({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  const why = head && IMPLIED[head.role];
  if (!head || !why || roles.has('ceased')) return undefined;
  if (roles.has('other') && head.role !== 'ended' && !isAlone(tokens, at)) return undefined;
  // "ne supprimez pas mon numéro" denies nothing; "c'est relou la queue" is about the queue.
  if (head.role === 'stranger' && roles.has('remove') && head.word.includes('mon numero')) return undefined;
  // "c'est pas moi qui décide"
  if (NOT_ME.has(head.word) && tokens[at + 1]?.word === 'qui') return undefined;
  const right = rightOf(tokens, at);
  if (head.role === 'decline' && NEED.has(head.word) && right.next?.role === 'prep' && right.about === 'unclear')
    return undefined;
  const another = right.thing || (right.about === 'unclear' && right.next?.role === 'prep' && !roles.has('you'));
  if (head.role === 'fedup' && another && !ABOUT_US.some((role) => roles.has(role))) return undefined;
  const phrase = head.word.includes(' ');
  const ours = ABOUT_US.some((role) => roles.has(role)) || NAMES_OURS.test(head.word);
  if (head.role === 'toomuch' && !isOfOurs(tokens, at)) return undefined;
  if (asked && !ours && head.role !== 'fedup') return undefined;
  if (head.role === 'fedup' && !phrase && !ours && tokens.length > (roles.has('you') ? LONG : 3)) return undefined;
  const whole = head.role === 'decline' && !phrase;
  if (whole && (tokens.length > LONG || !tokens.every(({ role }) => JUST_NO.has(role)))) return undefined;
  if (head.role === 'ended' && !phrase && tokens.length > LONG) return undefined;
  return {
    tier: 'likely',
    why,
    word: head.word,
    whole,
    brief: !ours && head.role !== 'stranger' && head.role !== 'wrong' && head.role !== 'ended',
    ...(head.role === 'stranger' && isPlain(tokens, at) && { wrongPerson: true }),
  };
}

/** "Falsche Nummer, ich kenne Ihr Geschäft nicht", "Non merci, j'ai déjà une mutuelle": said first, and of nothing. */
function isAlone(tokens: readonly Token[], at: number): boolean {
  const { role, word } = tokens[at] ?? { role: 'break', word: '' };
  const whole = word.includes(' ') && (role === 'stranger' || role === 'decline');
  return whole && at === 0 && tokens[at + 1]?.role === 'break';
}

/** "trop de sms", "vous m'envoyez trop"; not "trop long" */
function isOfOurs(tokens: readonly Token[], at: number): boolean {
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  const direct =
    right.roles.has('prep') ||
    tokens[at + 1]?.role === 'ours' ||
    tokens[at + 1]?.role === 'spam' ||
    tokens[at]?.word.includes(' ');
  return (right.about === 'us' && direct === true) || left.roles.has('send') || left.roles.has('ours');
}

/** "moins de sms svp" */
export function readFewer({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const ours = roles.has('ours') || roles.has('promo') || roles.has('send');
  return ours && !asked ? { tier: 'likely', why: 'asks for fewer', word: tokens[at]?.word ?? '' } : undefined;
}

const OF_ONE_MORE: ReadonlySet<Role> = new Set<Role>([
  'more',
  'ours',
  'promo',
  'article',
  'prep',
  'spam',
  'these',
  'break',
]);

/** "Encore une pub !", "je reçois encore vos sms" */
export function readComplaint({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  if (!head || asked || !(roles.has('ours') || roles.has('promo') || roles.has('spam'))) return undefined;
  const pause = tokens.findIndex(({ role }) => role === 'break');
  const clause = pause < 0 ? tokens.length : pause;
  const isNarrated = roles.has('received') && !roles.has('neg') && !roles.has('plus');
  const bare =
    (at === 0 || tokens[at - 1]?.role === 'break') &&
    (clause <= (roles.has('yours') ? LONG : 4) || tokens.every(({ role }) => OF_ONE_MORE.has(role)));
  return isNarrated || bare ? { tier: 'likely', why: 'complains about our messages', word: head.word } : undefined;
}

/** Admits the question for one of several. */
const OF_SEVERAL = /^(?:which|what) (?:company|shop|store|business|firm)$/;
const RELATIVE_WHO = new Set(['ce qui', 'se qui']);

export function readWho({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const word = tokens[at]?.word ?? '';
  // "cé ki", and no more; "ce qui est bien" asks nothing.
  const relative = RELATIVE_WHO.has(word) && tokens.length > 3;
  // "which company delivers it?": one of several, and not ours.
  const another = OF_SEVERAL.test(word) && tokens[at + 1]?.role === 'unknown';
  return roles.has('other') || relative || another ? undefined : { tier: 'contact', why: 'asks who is writing', word };
}

/** A bare "no": in some languages the word also negates. */
export function readBareNo({ tokens, roles }: Sentence): Evidence | undefined {
  if (!roles.has('no') && !roles.has('neg')) return undefined;
  const word = tokens.find(({ role }) => role === 'no' || role === 'neg')?.word;
  const bare = word !== undefined && BARE_NO.has(word) && tokens.every(({ role }) => JUST_NO.has(role));
  return bare ? { tier: 'likely', why: 'declines', word, whole: true } : undefined;
}

/** "je ne suis pas Sophie", "no John here": denies a name. */
export function readNotMe({ tokens, roles, asked }: Sentence): Evidence | undefined {
  if (asked || tokens.length > LONG || !roles.has('unknown')) return undefined;
  const names = tokens.filter(({ role, capital }, at) => role === 'unknown' && capital && at > 0);
  const strange = tokens.filter(({ role }) => role === 'unknown');
  const denied = tokens.some(({ word }) => DENIALS.has(word));
  const bare = tokens.length === 2 && tokens[1] === names[0];
  const pointed =
    tokens.length <= LONG / 2 + 1 && tokens.at(-1) === names[0] && (roles.has('these') || roles.has('it'));
  const placed = bare || pointed || roles.has('here') || (roles.has('i') && tokens.at(-1) === names[0]);
  if (names.length !== 1 || strange.length > 2 || !denied || !placed || roles.has('other')) return undefined;
  return {
    tier: 'likely',
    why: 'wrong number or person',
    word: tokens.find(({ word }) => DENIALS.has(word))?.word ?? '',
    wrongPerson: true,
  };
}

/** "c'est de l'abus vos messages": speaks of our messages in general, without a good word. */
export function readNamed({ tokens, roles, asked }: Sentence): Evidence | undefined {
  if (!roles.has('yours') || !roles.has('ours')) return undefined;
  const at = tokens.findIndex(({ word }) => OUR_MANY.has(word));
  const named = at >= 0 && (tokens[at + 1]?.role === 'ours' || tokens[at + 2]?.role === 'ours');
  if (!named || asked || tokens.length > LONG || WELCOME.some((role) => roles.has(role))) return undefined;
  return { tier: 'likely', why: 'complains about our messages', word: tokens[at]?.word ?? '' };
}

/** "c'est quoi ?" alone */
/** "euh, vous êtes ?" */
const BARE_YOU = new Set([
  'vous etes',
  'tu es',
  't es',
  'vous etes vous',
  'you are',
  'and you are',
  'sie sind',
  'usted es',
  'lei e',
]);
const spoken = (tokens: readonly Token[]): string =>
  tokens
    .filter(({ role, word }) => !['greet', 'polite', 'break', 'intens', 'conj'].includes(role) && word !== 'euh')
    .map(({ word }) => word)
    .join(' ');

export function readWhat({ tokens, asked }: Sentence): Evidence | undefined {
  const [first] = tokens;
  if (asked && tokens.length <= 4 && BARE_YOU.has(spoken(tokens)))
    return { tier: 'contact', why: 'asks who is writing', word: 'vous' };
  if (!first || !WHAT.has(first.word)) return undefined;
  const alone = tokens.every(({ role }, at) => at === 0 || role === 'it' || role === 'polite' || role === 'break');
  return alone ? { tier: 'contact', why: 'asks what this is', word: first.word } : undefined;
}
