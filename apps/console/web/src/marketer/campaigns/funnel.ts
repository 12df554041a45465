import type { Campaign } from '../parts';

type Counts = Campaign['counts'];
type Rung = 'recipients' | 'cleared' | 'submitted' | 'delivered';

/** Steps from whom it is for to whom it reached: each is a part of the one before. */
export const RUNGS: readonly Rung[] = ['recipients', 'cleared', 'submitted', 'delivered'];

/** Messages that were not delivered, by state, in the order of the pipeline; empty states are left out. */
export function asideOf(counts: Counts): [name: keyof Counts, count: number][] {
  const names = [
    'pending',
    'held',
    'refused',
    'queued',
    'blocked',
    'expired',
    'rejected',
    'unknown',
    'awaitingReceipt',
    'failed',
    'cancelled',
  ] as const;
  return names.map((name): [keyof Counts, number] => [name, counts[name]]).filter(([, count]) => count > 0);
}

/** Share of delivered messages that were answered with an opt-out; undefined when none was delivered. */
export const stopRate = ({ optedOut, delivered }: Counts): number | undefined =>
  delivered === 0 ? undefined : optedOut / delivered;
