// What else a reply may say: who is this, help, subscribe again, a report; and what only implies a wish to be left out.

import { leftOf } from './left-of';
import { rightOf } from './right-of';
import type { Evidence } from './reading';
import type { Role } from './role';
import type { Sentence, Token } from './token';

const IMPLIED: Partial<Record<Role, string>> = {
  decline: 'declines',
  wrong: 'wrong number or person',
  ended: 'the tie has ended',
  fedup: 'complains about our messages',
  toomuch: 'complains about our messages',
};
const ABOUT_US: readonly Role[] = ['ours', 'promo', 'send', 'spam'];
/** What may stand beside a bare "no". */
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
/** A long sentence with one of these words tells a story; a short one answers us. */
const LONG = 9;

/** Of the languages where a capital marks a name; German writes every noun so. */
const DENIALS = new Set(['pas', 'y a pas', 'ya pas', 'plus', 'not', 'isnt', 'no', 'non', 'niet', 'geen']);
/** "Your" before several things; one message may be answered, many are put up with. */
const OUR_MANY = new Set(['vos', 'vo', 'vuestros', 'vostri', 'eure', 'euren']);
const WELCOME: readonly Role[] = ['polite', 'praise', 'agree', 'other', 'want', 'question', 'continue', 'ad'];
const BARE_NO = new Set(['no', 'non', 'nein', 'nee']);
const WHAT = new Set(['c est quoi', 'c quoi', 'c koi', 'qu est ce que c est', 'whats', 'what']);

const BESIDE_RESTART: ReadonlySet<Role> = new Set<Role>(['restart', 'polite', 'greet', 'break', 'digits']);

/** No request, and yet probably one: `likely`. */
export function readImplied({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  const why = head && IMPLIED[head.role];
  if (!head || !why || roles.has('other') || roles.has('ceased')) return undefined;
  const phrase = head.word.includes(' ');
  const ours = ABOUT_US.some((role) => roles.has(role));
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
    brief: !ours && head.role !== 'wrong' && head.role !== 'ended',
  };
}

/** "trop de sms", "vous m'envoyez trop"; not "trop long" */
function isOfOurs(tokens: readonly Token[], at: number): boolean {
  const right = rightOf(tokens, at);
  const direct =
    right.roles.has('prep') ||
    tokens[at + 1]?.role === 'ours' ||
    tokens[at + 1]?.role === 'spam' ||
    tokens[at]?.word.includes(' ');
  return (right.about === 'us' && direct === true) || leftOf(tokens, at).roles.has('send');
}

/** "moins de sms svp" */
export function readFewer({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const ours = roles.has('ours') || roles.has('promo') || roles.has('send');
  return ours && !asked ? { tier: 'likely', why: 'asks for fewer', word: tokens[at]?.word ?? '' } : undefined;
}

/** "Encore une pub !", "je reçois encore vos sms" */
export function readComplaint({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  if (!head || asked || !(roles.has('ours') || roles.has('promo') || roles.has('spam'))) return undefined;
  const told = roles.has('received') && !roles.has('neg') && !roles.has('plus');
  const bare = at === 0 && tokens.length <= (roles.has('yours') ? LONG : 4);
  return told || bare ? { tier: 'likely', why: 'complains about our messages', word: head.word } : undefined;
}

export function readWho({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  return roles.has('other') ? undefined : { tier: 'contact', why: 'asks who is writing', word: tokens[at]?.word ?? '' };
}

/** A bare "no": in some languages the word also negates. */
export function readBareNo({ tokens }: Sentence): Evidence | undefined {
  const word = tokens.find(({ role }) => role === 'no' || role === 'neg')?.word;
  const bare = word !== undefined && BARE_NO.has(word) && tokens.every(({ role }) => JUST_NO.has(role));
  return bare ? { tier: 'likely', why: 'declines', word, whole: true } : undefined;
}

/** "je ne suis pas Sophie", "no John here": denies a name. */
export function readNotMe({ tokens, roles, asked }: Sentence): Evidence | undefined {
  const names = tokens.filter(({ role, capital }, at) => role === 'unknown' && capital && at > 0);
  const strange = tokens.filter(({ role }) => role === 'unknown');
  const denied = tokens.some(({ word }) => DENIALS.has(word));
  const placed = roles.has('here') || (roles.has('i') && tokens.at(-1) === names[0]);
  if (
    asked ||
    names.length !== 1 ||
    strange.length > 2 ||
    !denied ||
    !placed ||
    roles.has('other') ||
    tokens.length > LONG
  )
    return undefined;
  return {
    tier: 'likely',
    why: 'wrong number or person',
    word: tokens.find(({ word }) => DENIALS.has(word))?.word ?? '',
  };
}

/** "c'est de l'abus vos messages": speaks of our messages in general, without a good word. */
export function readNamed({ tokens, roles, asked }: Sentence): Evidence | undefined {
  const at = tokens.findIndex(({ word }) => OUR_MANY.has(word));
  const named = at >= 0 && (tokens[at + 1]?.role === 'ours' || tokens[at + 2]?.role === 'ours');
  if (!named || asked || tokens.length > LONG || WELCOME.some((role) => roles.has(role))) return undefined;
  return { tier: 'likely', why: 'complains about our messages', word: tokens[at]?.word ?? '' };
}

/** "c'est quoi ?" alone */
export function readWhat({ tokens }: Sentence): Evidence | undefined {
  const [first] = tokens;
  const alone =
    first &&
    WHAT.has(first.word) &&
    tokens.every(({ role }, at) => at === 0 || role === 'it' || role === 'polite' || role === 'break');
  return alone ? { tier: 'contact', why: 'asks what this is', word: first.word } : undefined;
}

export function readHelp({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  if (!head || roles.has('other') || leftOf(tokens, at).roles.has('neg')) return undefined;
  const thanks = leftOf(tokens, at).roles.has('yours') || tokens[at - 1]?.role === 'article';
  if (rightOf(tokens, at).about === 'unclear') return undefined;
  const short = !thanks && (tokens.length <= (at === 0 ? 6 : 4) || head.word.includes(' '));
  return short ? { tier: 'help', why: 'asks for help or information', word: head.word } : undefined;
}

/** "plus d'infos", "info svp" */
export function readInfo({ tokens, roles }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  const left = leftOf(tokens, at);
  const more = left.roles.has('plus') || left.roles.has('more') || left.roles.has('want');
  if (!head || roles.has('neg') || !(more || tokens.length <= 2)) return undefined;
  return { tier: 'help', why: 'asks for help or information', word: head.word };
}

/** "réabonnez-moi", "reprendre les SMS", "start sending" */
export function readResume(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens, roles } = sentence;
  const head = tokens[at];
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (!head || roles.has('other') || sentence.questioned) return undefined;
  const wish: Evidence = { tier: 'start', why: 'asks to subscribe again', word: head.word };
  if (left.roles.has('neg')) return { ...wish, tier: 'none', why: 'negated wish to subscribe' };
  if (head.role === 'resume') return wish;
  if (head.role === 'start') return tokens.length <= 3 ? wish : undefined;
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
