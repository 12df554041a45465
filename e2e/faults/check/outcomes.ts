import type { MessageStatus } from '@stopsms/contracts';
import type { Violation } from './history';
import type { LinkedHistory } from './linked-history';

const NOT_SENT = new Set<MessageStatus['status']>(['blocked', 'expired', 'rejected']);

/** What a message came to, as far as anybody was told. */
export type Fate = 'submitted' | 'blocked' | 'expired' | 'rejected' | 'unknown' | 'none';

/**
 * What its last attempt came to. Two dispatchers may tell of one, in either order, when one of them was frozen: what is known
 * outranks what is not.
 */
export function fateOf(statuses: readonly MessageStatus[]): Fate {
  const told = new Set(lastAttemptOf(statuses).map(({ status }) => status));
  const ranked = ['submitted', 'rejected', 'blocked', 'expired', 'unknown'] as const;
  return ranked.find((status) => told.has(status)) ?? 'none';
}

export function lastAttemptOf(statuses: readonly MessageStatus[]): MessageStatus[] {
  const last = Math.max(...statuses.map(({ attempt }) => attempt));
  return statuses.filter(({ attempt }) => attempt === last);
}

/** G4: what is told fits what the operator has, and whatever is not known is told unknown. */
export function outcomesHold(linked: LinkedHistory): Violation[] {
  return [...linked.messages.keys()].flatMap((id) => {
    const detail = misfit(linked, id);
    return detail === undefined ? [] : [{ rule: 'every outcome is told as it is', id, detail }];
  });
}

function misfit(linked: LinkedHistory, id: string): string | undefined {
  const statuses = linked.statusesOf(id);
  const fate = fateOf(statuses);
  const isShown = linked.textsOf(id).length > 0;
  if (fate === 'none')
    return isShown ? 'it was submitted and no outcome was ever told' : 'cleared, and nothing came of it';
  if (NOT_SENT.has(fate as MessageStatus['status']) && isShown) return `told ${fate}, yet it is on the handset`;
  if (fate === 'submitted' && !isShown) return 'told submitted, yet the operator never showed it';
  const contradiction = lastAttemptOf(statuses).filter(({ status }) => NOT_SENT.has(status) || status === 'submitted');
  const ends = new Set(contradiction.map(({ status }) => status));
  return ends.size > 1 ? `told ${[...ends].join(' and ')}` : undefined;
}
