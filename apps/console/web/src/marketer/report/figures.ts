import type { Campaign } from '../parts';

export type Figure =
  'recipients' | 'sent' | 'delivered' | 'failed' | 'refused' | 'optedOut' | 'stopRate' | 'complaints';

/** Figures of a report. `of`: what a figure is a share of. The STOP rate is undefined if nothing was delivered. */
export function figuresOf({
  counts,
  complaints,
}: Pick<Campaign, 'counts' | 'complaints'>): { figure: Figure; value: number | undefined; of?: number }[] {
  const { recipients, submitted, delivered, failed, rejected, refused, blocked, optedOut } = counts;
  return [
    { figure: 'recipients', value: recipients },
    { figure: 'sent', value: submitted, of: recipients },
    { figure: 'delivered', value: delivered, of: recipients },
    { figure: 'failed', value: failed + rejected, of: recipients },
    { figure: 'refused', value: refused + blocked, of: recipients },
    { figure: 'optedOut', value: optedOut },
    { figure: 'stopRate', value: delivered === 0 ? undefined : optedOut / delivered },
    { figure: 'complaints', value: complaints },
  ];
}
