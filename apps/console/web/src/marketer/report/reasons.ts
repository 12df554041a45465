import type { Campaign } from '../parts';

/** States of messages that did not arrive, as the list of their recipients takes them. */
export const NOT_REACHED = ['refused', 'blocked', 'failed', 'expired', 'unknown', 'cancelled'] as const;
export type NotReachedState = (typeof NOT_REACHED)[number];

/** A state with its number of messages, and the reasons, the most frequent first. */
export interface Group {
  state: NotReachedState;
  count: number;
  reasons: { code: string; count: number }[];
}

/** Messages that did not arrive, by state and reason; states without any are left out. A message that the operator did not take has failed. */
export function groupReasons({ counts, reasons }: Pick<Campaign, 'counts' | 'reasons'>): Group[] {
  const countOf = (state: NotReachedState) => counts[state] + (state === 'failed' ? counts.rejected : 0);
  const isOf = (state: NotReachedState, outcome: string) =>
    outcome === state || (state === 'failed' && outcome === 'rejected');
  return NOT_REACHED.map((state) => ({
    state,
    count: countOf(state),
    reasons: reasons.filter(({ outcome }) => isOf(state, outcome)).map(({ code, count }) => ({ code, count })),
  })).filter(({ count }) => count > 0);
}
