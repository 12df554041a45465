import type { Sql, Tx } from '@stopsms/persistence';
import type { Period } from './quota-period';
import type { QuotasSql } from './quotas.sql';
import { COUNTERS, COUNTS, QUOTAS_SQL } from './quotas.store';

// How many messages of an advertiser were cleared in a day or month: one row for each. A row that a transaction has locked
// keeps others from counting for that advertiser and period until it ends, so two replicas never exceed a quota together. Rows are
// always locked in one order, so that two of them do not wait for each other in a circle: those of limited advertisers first, which a decision
// locks before it counts.

interface CounterKey {
  advertiserId: string;
  period: Period;
  /** ISO date, UTC. */
  startsOn: string;
}

/** `reportedPercent` is the highest threshold that was reported, 0 when none was, and `reportedLimit` the limit then. */
export type QuotaCounter = QuotasSql['lock']['row'];

export interface Counted extends CounterKey {
  /** Messages more; fewer when negative. */
  by: number;
  reported?: { percent: number; limit: number };
}

export const counterName = ({ advertiserId, period, startsOn }: CounterKey): string =>
  `${advertiserId} ${period} ${startsOn}`;

/** Counters as they are; no other transaction can change them before this one ends. */
export const lockCounters = (tx: Tx, keys: readonly CounterKey[]): Promise<QuotaCounter[]> =>
  tx.query(QUOTAS_SQL.lock, COUNTERS.of(keys));

/** Locks counters, without a round trip of its own. */
export function holdCounters(tx: Tx, keys: readonly CounterKey[]): void {
  if (keys.length > 0) tx.send(QUOTAS_SQL.lock, COUNTERS.of(keys));
}

/** Sent along with the statements that follow: it costs no round trip. */
export function count(tx: Tx, counted: readonly Counted[]): void {
  if (counted.length === 0) return;
  const rows = COUNTS.of(counted, ({ advertiserId, period, startsOn, by, reported }) => ({
    advertiserId,
    period,
    startsOn,
    used: by,
    reportedPercent: reported?.percent ?? null,
    reportedLimit: reported?.limit ?? null,
  }));
  tx.send(QUOTAS_SQL.count, rows);
}

/** Existing counters of one advertiser; nothing was counted where there is none. */
export const readCounters = (sql: Sql, keys: readonly CounterKey[]): Promise<QuotaCounter[]> =>
  sql.query(QUOTAS_SQL.read, COUNTERS.of(keys));
