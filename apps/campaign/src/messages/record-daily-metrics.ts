import { dayOf } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { CAMPAIGNS, DAILY_METRICS_SQL, DAYS } from './daily-metrics.store';

// What became of messages, counted by day, advertiser and category as it happens and in the transaction that keeps it, so that no
// statistics need a look through messages, and nothing is counted twice (docs/decisions/0050-daily-metrics.md).

/** Bits of `message.news`, one for each metric recorded once. */
export const METRIC_BITS = { sent: 1, delivered: 2, failed: 4 } as const;

export type Figure = keyof typeof METRIC_BITS | 'optedOut' | 'complaints';

/** One thing that happened. */
export interface Counted {
  advertiserId: string;
  /** Id of a campaign of this service. */
  campaignId?: string | null;
  /** Category of the message; null if not known yet. */
  category: string | null;
  figure: Figure;
  /** Epoch ms. */
  at: number;
  times?: number;
}

const UNKNOWN = 'unknown';

/**
 * Adds what happened to its days and its campaigns: one statement for each, its rows in order, so that two batches wait for each other in
 * turn and never in a circle.
 */
export function recordDailyMetrics(tx: Tx, counted: readonly Counted[]): void {
  countDays(tx, counted);
  countCampaigns(tx, counted);
}

function countDays(tx: Tx, counted: readonly Counted[]): void {
  const days = new Map<string, { key: [string, string, string]; sums: Record<Figure, number> }>();
  for (const { advertiserId, category, figure, at, times = 1 } of counted) {
    const key: [string, string, string] = [advertiserId, dayOf(at), category ?? UNKNOWN];
    const name = key.join(' ');
    const day = days.get(name) ?? { key, sums: none() };
    days.set(name, day);
    day.sums[figure] += times;
  }
  if (days.size === 0) return;
  const rows = [...days].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  tx.send(
    DAILY_METRICS_SQL.addToDays,
    DAYS.of(rows, ({ key: [advertiserId, day, category], sums }) => ({ advertiserId, day, category, ...sums })),
  );
}

function countCampaigns(tx: Tx, counted: readonly Counted[]): void {
  const campaigns = new Map<string, Record<Figure, number>>();
  for (const { campaignId, figure, times = 1 } of counted) {
    if (!campaignId) continue;
    const sums = campaigns.get(campaignId) ?? none();
    campaigns.set(campaignId, sums);
    sums[figure] += times;
  }
  if (campaigns.size === 0) return;
  const rows = [...campaigns].sort(([one], [other]) => (one < other ? -1 : 1));
  tx.send(
    DAILY_METRICS_SQL.addToCampaigns,
    CAMPAIGNS.of(rows, ([campaignId, sums]) => ({ campaignId, ...sums })),
  );
}

const none = (): Record<Figure, number> => ({ sent: 0, delivered: 0, failed: 0, optedOut: 0, complaints: 0 });
