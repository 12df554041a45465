// Reports of abuse: SPAM, 33700, "je vous signale", "arnaque".

import { leftOf } from './left-of';
import type { Evidence } from '../reading';
import { rightOf } from './right-of';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';

/** Words of the longest sentence with "spam" that reports; a longer one narrates. */
const LONG = 9;
const REPORTED: readonly Role[] = ['number', 'ours', 'spam', 'scam', 'digits'];

/** "SPAM 36180 …", "je vous signale", "arnaque, 33700" */
export function readReport({ tokens, roles, asked }: Sentence, at: number): Evidence | undefined {
  const head = tokens[at];
  if (!head || asked) return undefined;
  if (head.role === 'spam' && tokens.length > LONG) return undefined;
  const report: Evidence = { tier: 'report', why: 'reports abuse', word: head.word };
  if (head.role === 'scam')
    return leftOf(tokens, at).roles.has('neg') || (roles.has('other') && !roles.has('report'))
      ? undefined
      : { ...report, brief: true };
  if (head.word === '33700' || head.word === '7726') return report;
  const left = leftOf(tokens, at);
  if (
    left.against ||
    roles.has('other') ||
    (left.subject === 'you' && !left.roles.has('i')) ||
    left.subject === 'third'
  )
    return undefined;
  if (roles.has('if') && roles.has('more') && roles.has('ours'))
    return { tier: 'clear', why: 'a threat in case we go on', word: head.word };
  const named = REPORTED.some((role) => roles.has(role));
  const right = rightOf(tokens, at);
  // "je vous signale que je serai en retard" reports nothing.
  const isNarrated = right.next?.role === 'prep' && !roles.has('spam') && !roles.has('scam');
  const someone = left.roles.has('you') || right.next?.role === 'you';
  return (named && right.next?.role !== 'me') || (someone && !isNarrated && right.about === 'nothing')
    ? report
    : undefined;
}
