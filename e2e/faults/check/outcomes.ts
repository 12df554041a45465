import type { MessageStatus } from '@stopsms/contracts';
import type { Violation } from './history';
import type { LinkedHistory } from './linked-history';

const NOT_SENT = new Set<MessageStatus['status']>(['blocked', 'expired', 'rejected']);

/** Outcome of a message, as far as it was reported. */
export type Fate = 'submitted' | 'blocked' | 'expired' | 'rejected' | 'unknown' | 'none';

/**
 * Returns the outcome of the last attempt. Two dispatchers may report one, in either order, when one of them was frozen: what is known
 * outranks what is not.
 */
export function fateOf(statuses: readonly MessageStatus[]): Fate {
  const reported = new Set(lastAttemptOf(statuses).map(({ status }) => status));
  const ranked = ['submitted', 'rejected', 'blocked', 'expired', 'unknown'] as const;
  return ranked.find((status) => reported.has(status)) ?? 'none';
}

export function lastAttemptOf(statuses: readonly MessageStatus[]): MessageStatus[] {
  const last = Math.max(...statuses.map(({ attempt }) => attempt));
  return statuses.filter(({ attempt }) => attempt === last);
}

/** G4: reported outcomes agree with the operator's log, and what is not known is reported as unknown. */
export function outcomesHold(linked: LinkedHistory): Violation[] {
  return [...linked.messages.keys()].flatMap((id) => {
    const detail = misfit(linked, id);
    return detail === undefined ? [] : [{ rule: 'every reported outcome is true', id, detail }];
  });
}

function misfit(linked: LinkedHistory, id: string): string | undefined {
  const statuses = linked.statusesOf(id);
  const fate = fateOf(statuses);
  const isShown = linked.textsOf(id).length > 0;
  if (fate === 'none')
    return isShown ? 'it was submitted and no outcome was ever reported' : 'cleared, and nothing came of it';
  if (NOT_SENT.has(fate as MessageStatus['status']) && isShown) return `reported ${fate}, yet it is on the handset`;
  if (fate === 'submitted' && !isShown) return 'reported submitted, yet the operator never showed it';
  const contradiction = lastAttemptOf(statuses).filter(({ status }) => NOT_SENT.has(status) || status === 'submitted');
  const ends = new Set(contradiction.map(({ status }) => status));
  return ends.size > 1 ? `reported ${[...ends].join(' and ')}` : undefined;
}
