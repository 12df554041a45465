// A request made before and not obeyed: "j'ai déjà dit STOP", "mon STOP n'est pas pris en compte", "hab schon STOP geschrieben".

import type { Left } from './left-of';
import type { Right } from './right-of';
import { doubtIn } from './doubt';
import type { Evidence } from '../reading';
import type { Sentence, Token } from '../words/token';

/** Words from which on a sentence is so long that "said" may refer to something else. */
const LONG = 10;

export function earlierRequest(
  head: Token,
  sentence: Sentence,
  at: number,
  left: Left,
  right: Right,
): Evidence | undefined {
  if (head.role !== 'stop' || left.subject === 'third' || left.roles.has('other')) return undefined;
  // "j'ai mis stop sur la porte"
  if (right.about === 'else' && !right.roles.has('yours') && !right.roles.has('ours')) return undefined;
  if (isOurInstruction(left)) return { tier: 'none', why: 'speaks of our instruction', word: head.word };
  if (isDenied(sentence, at, left)) return { tier: 'none', why: 'no request was sent', word: head.word };
  const rhetorical = sentence.roles.has('rhetorical') && !sentence.roles.has('other');
  if (!narratesSending(head, sentence, left, right) && !failed(head, sentence, left, right) && !rhetorical)
    return undefined;
  const doubt = doubtIn(sentence, { ...left, roles: new Set([...left.roles, 'said']) }, { ...right, roles: new Set() });
  const isCertain = !doubt || (doubt === 'as a question' && (left.roles.has('said') || left.roles.has('received')));
  const why = doubt ? `an earlier request, ${doubt}` : 'an earlier request';
  return { tier: isCertain ? 'clear' : 'likely', why, word: head.word };
}

/** "votre SMS dit « STOP au 36180 »": we say it, not the sender. */
const isOurInstruction = ({ roles, subject }: Left): boolean =>
  roles.has('said') && roles.has('ours') && roles.has('yours') && !roles.has('my') && subject === undefined;

/** "je n'ai pas envoyé STOP", "n'envoyez pas stop"; not "je n'ai pas réussi à envoyer STOP". */
function isDenied(sentence: Sentence, at: number, { roles, subject, previous, negated }: Left): boolean {
  if (sentence.questioned || roles.has('can') || roles.has('cannot')) return false;
  const { tokens } = sentence;
  const isNarrated = previous?.role === 'sent' || previous?.role === 'said';
  const not = isNarrated && tokens[at - 2]?.role === 'neg' && roles.has('aux') && subject === 'i';
  return not || (negated && previous?.role === 'neg' && roles.has('send') && subject === undefined);
}

/** "j'ai fait un stop à Lyon" is a halt; "j'ai envoyé un stop" is a message. */
function narratesSending(head: Token, sentence: Sentence, { roles, subject, previous }: Left, right: Right): boolean {
  const after = right.roles.has('said') || right.roles.has('sent');
  const sending =
    roles.has('send') && (subject === 'i' || roles.has('how') || roles.has('must') || right.roles.has('digits'));
  if (after || roles.has('sent') || sending) return true;
  const near = sentence.tokens.length <= LONG || head.upper;
  if (previous?.role === 'said') return true;
  return roles.has('said') && near && previous?.role !== 'can' && (previous?.role !== 'article' || head.upper);
}

function failed(head: Token, sentence: Sentence, left: Left, right: Right): boolean {
  if (left.roles.has('received') && (left.roles.has('ours') || left.roles.has('more') || left.roles.has('still')))
    return true;
  if (right.roles.has('works') || left.roles.has('works') || right.roles.has('still')) return true;
  const mine = left.previous?.role === 'my' && (head.upper || right.roles.has('neg') || left.roles.has('neg'));
  return mine && !sentence.questioned;
}
