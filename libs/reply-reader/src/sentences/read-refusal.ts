// Refusing what we send: "ne m'envoyez plus", "je ne veux plus recevoir", "inutile de m'écrire".

import { type Left, leftOf } from './left-of';
import { type Right, rightOf } from './right-of';
import { doubtIn } from './doubt';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence, Token } from '../words/token';

const WISHES: readonly Role[] = ['want', 'ask', 'must', 'can', 'refuse'];
/** Roles that only the receiver of our messages would refuse. */
const WHAT_WE_GIVE: readonly Role[] = ['ours', 'promo', 'receive', 'list', 'spam', 'subscribe', 'contact'];
/** Words of the longest sentence that declines ("je ne veux pas de canapé"); a longer one narrates. */
const SHORT_WISH = 7;
const hasAny = (roles: ReadonlySet<Role>, wanted: readonly Role[]): boolean => wanted.some((role) => roles.has(role));
const isStopping = ({ roles }: Left): boolean => hasAny(roles, ['stop', 'cease', 'ceased']);

/** "n'envoyez pas STOP": what follows the verb and its "not". */
const sentOn = ({ next, roles }: Right): Token | { role: Role } | undefined =>
  next?.role === 'neg' && roles.has('stop') ? { role: 'stop' } : next;

export function refusal(word: string, sentence: Sentence, left: Left, right: Right): Evidence {
  const doubt = doubtIn(sentence, left, right);
  const why = 'refuses our messages';
  return { tier: doubt ? 'likely' : 'clear', why: doubt ? `${why}, ${doubt}` : why, word };
}

/** "ne m'envoyez plus rien", "don't text me" */
export function readSending(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const head = tokens[at];
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (!head || !(left.against || right.against) || isStopping(left) || sentOn(right)?.role === 'stop') return undefined;
  const { word } = head;
  if (right.roles.has('other') || left.roles.has('other')) return { tier: 'none', why: 'about something else', word };
  if (
    left.subject === 'i' &&
    left.roles.has('ask') &&
    left.negated &&
    left.roles.has('aux') &&
    !left.roles.has('want')
  ) {
    return { tier: 'likely', why: 'never asked for our messages', word };
  }
  if (isTheSenders(head, left, right)) return undefined;
  const wished = hasAny(left.roles, WISHES);
  const isNarrated =
    left.subject === 'you' && !left.roles.has('if') && (!wished || (left.roles.has('can') && sentence.asked));
  if (isNarrated || (sentence.questioned && !wished && !sentence.roles.has('how')))
    return { tier: 'none', why: 'misses our messages', word };
  const final =
    hasAny(left.roles, ['plus', 'more', 'refuse', 'want']) || hasAny(right.roles, ['plus', 'more', 'nothing']);
  if (head.role === 'call' && !final) return undefined;
  if (right.about === 'unclear' && !right.roles.has('yours')) {
    const thing = right.roles.has('article');
    return {
      tier: thing ? 'none' : 'likely',
      why: thing ? 'about something else' : 'refuses something',
      word,
      brief: true,
    };
  }
  return refusal(word, sentence, left, right);
}

/** "ne plus lui envoyer de sms": for somebody else. */
const TO_ANOTHER = new Set(['lui', 'leur']);

/** Returns true if the sender is the one who writes or calls, or narrates. */
function isTheSenders(head: Token, left: Left, right: Right): boolean {
  const wished = hasAny(left.roles, WISHES);
  const you = right.next?.role === 'you' && !right.roles.has('me');
  if (
    left.previous?.role === 'article' ||
    (left.roles.has('can') && left.negated && !left.roles.has('me') && !right.roles.has('me'))
  )
    return true;
  const itself = left.previous?.role === 'self' && !TO_ANOTHER.has(left.previous.word);
  if ((left.subject === 'third' || left.roles.has('it') || itself) && !wished) return true;
  const tome = left.previous?.role === 'me' && hasAny(left.roles, ['prep']);
  if (left.subject === 'i' && !tome && !hasAny(left.roles, ['want', 'ask', 'must', 'refuse'])) return true;
  if (left.roles.has('i') && (left.previous?.role === 'you' || you)) return true;
  // "hasn't sent", "ne m'a pas appelé": narrated; "dmenvoyé" is a misspelt infinitive.
  const participle =
    head.role === 'call' || (head.role === 'sent' && (left.roles.has('aux') || !head.word.startsWith('envoy')));
  return participle && !wished && (left.roles.has('aux') || head.role === 'sent');
}

/** "ne plus recevoir"; an infinitive, so that "je ne reçois plus" (misses them) stays apart. */
export function readReceiving(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const word = tokens[at]?.word ?? '';
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (isStopping(left) || right.roles.has('other') || left.subject === 'third' || left.previous?.role === 'article')
    return undefined;
  // "pourrais-je ne plus recevoir"
  const able = left.roles.has('can') && (left.subject !== 'i' || tokens[0]?.role === 'can');
  const wished = able || hasAny(left.roles, ['want', 'ask', 'must', 'refuse']);
  const against = left.against || (right.next?.role === 'nothing' && !left.roles.has('aux'));
  if (!against) {
    const agreed = tokens[0]?.role === 'agree' && right.roles.has('more');
    const asks =
      (left.roles.has('want') || agreed) && left.subject !== 'you' && !sentence.questioned && right.about !== 'unclear';
    return asks ? { tier: 'start', why: 'wishes to receive our messages', word } : undefined;
  }
  if (!wished && (left.subject !== undefined || left.roles.has('can') || left.roles.has('aux'))) return undefined;
  // "ne plus recevoir le journal", "de courrier": what is refused may be another's.
  if (right.thing || right.about === 'else') return { tier: 'none', why: 'about something else', word };
  if (right.about === 'unclear' && right.next?.role === 'prep' && !hasAny(right.roles, ['you', 'yours', 'these']))
    return { tier: 'likely', why: 'refuses something', word, brief: true };
  return refusal(word, sentence, left, right);
}

/** "comment ne plus avoir vos pubs", "ne plus les avoir, ces messages"; "ne plus avoir mal" is not ours. */
export function readHaving(sentence: Sentence, at: number): Evidence | undefined {
  const left = leftOf(sentence.tokens, at);
  const right = rightOf(sentence.tokens, at);
  const ours = hasAny(right.roles, ['ours', 'spam']);
  const isNarrated = left.subject !== undefined && !hasAny(left.roles, WISHES) && !left.roles.has('how');
  if (!left.against || !ours || isNarrated || right.roles.has('other')) return undefined;
  return refusal(sentence.tokens[at]?.word ?? '', sentence, left, right);
}

/** "je veux plus de pub", "I don't want these", "no quiero más mensajes" */
export function readWish(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const word = tokens[at]?.word ?? '';
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at, 'you');
  if (left.roles.has('if') || left.subject === 'third' || left.subject === 'you' || left.roles.has('it'))
    return undefined;
  if (!(left.against || right.against)) return welcome(sentence, word, left, right);
  if ((['unsub', 'cease', 'cancel', 'remove'] as const).some((role) => right.roles.has(role)))
    return { tier: 'none', why: 'negated wish to leave', word };
  if (right.about === 'else' || right.roles.has('said')) return { tier: 'none', why: 'about something else', word };
  const spoken = right.next?.role === 'plus' && !left.negated;
  if (spoken && right.roles.has('info')) return undefined;
  // "jveux plus", and not a word more: of what, there is but one thing to have enough of.
  if (spoken && right.roles.size === 1 && left.size <= 1 && !sentence.questioned)
    return refusal(word, sentence, left, right);
  if (spoken && right.roles.has('promo') && !right.roles.has('ours'))
    return { tier: 'likely', why: 'more or no more', word };
  // "je veux pas vous déranger" is about what the sender does.
  const done = right.roles.has('send') && (right.roles.has('me') || !(left.roles.has('i') || right.roles.has('you')));
  // What is to be received, and so what is refused, is read at the verb.
  if (right.roles.has('receive') && !hasAny(right.roles, ['ours', 'promo', 'spam', 'you'])) return undefined;
  const us = right.about === 'us' && (done || hasAny(right.roles, WHAT_WE_GIVE));
  const nothing = right.roles.has('nothing') && (left.against || right.roles.has('plus')) && right.about === 'nothing';
  if (us || nothing) {
    return refusal(word, sentence, left, right);
  }
  if (right.about === 'it') {
    const ends = left.roles.has('plus') || hasAny(right.roles, ['plus', 'more']);
    return ends ? refusal(word, sentence, left, right) : { tier: 'likely', why: 'declines', word, brief: true };
  }
  if (right.roles.has('send')) return undefined;
  const leaves = right.roles.has('you') && tokens.length <= SHORT_WISH + 1;
  const noun =
    leaves ||
    (['prep', 'article', 'these', 'yours', 'no'].includes(right.next?.role ?? '') && right.next?.word !== 'to');
  const short =
    right.about === 'nothing' || right.about === 'everything'
      ? !right.roles.has('digits')
      : noun && tokens.length <= SHORT_WISH;
  return sentence.questioned || spoken || !short ? undefined : { tier: 'likely', why: 'declines', word, brief: true };
}

function welcome(sentence: Sentence, word: string, left: Left, right: Right): Evidence | undefined {
  const again = right.roles.has('more') || left.roles.has('more') || right.roles.has('subscribe');
  const leaves = hasAny(right.roles, ['cancel', 'remove', 'unsub', 'cease']);
  const named = hasAny(right.roles, ['ours', 'promo', 'receive', 'subscribe']) && !right.roles.has('send') && !leaves;
  return again && named && !sentence.questioned ? { tier: 'start', why: 'wishes for more messages', word } : undefined;
}

/** "je refuse vos sms", "inutile de m'écrire" */
export function readRefuse(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens } = sentence;
  const word = tokens[at]?.word ?? '';
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  if (left.roles.has('neg') || left.subject === 'third' || left.roles.has('aux')) return undefined;
  if (right.about === 'else') return { tier: 'none', why: 'about something else', word };
  const mine = right.roles.has('me') || (right.roles.has('my') && right.roles.has('number'));
  const given = hasAny(right.roles, WHAT_WE_GIVE) || (right.roles.has('send') && mine);
  if (right.about === 'us') return given ? refusal(word, sentence, left, right) : undefined;
  return tokens.length <= 3 && !sentence.asked ? { tier: 'likely', why: 'declines', word, brief: true } : undefined;
}
