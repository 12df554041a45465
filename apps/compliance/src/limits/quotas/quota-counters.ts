import type { Sql, Tx } from '@stopsms/persistence';
import type { Period } from './quota-period';

// How many messages of an advertiser were cleared in a day or month: one row for each. A row that a transaction has locked
// keeps others from counting for that advertiser and period until it ends, so two replicas never go over together. Rows are
// always locked in one order, so that two of them do not wait for each other in a circle.

export interface CounterKey {
  advertiserId: string;
  period: Period;
  /** ISO date, UTC. */
  startsOn: string;
}

export interface QuotaCounter extends CounterKey {
  used: number;
  /** The highest threshold that was told of, in percent, and of which limit; 0 when none was. */
  toldPercent: number;
  toldLimit: number;
}

export interface Counted extends CounterKey {
  /** Messages more; fewer when negative. */
  by: number;
  told?: { percent: number; limit: number };
}

export const counterName = ({ advertiserId, period, startsOn }: CounterKey): string =>
  `${advertiserId} ${period} ${startsOn}`;

/** Counters as they are; no other transaction can change them before this one ends. */
export const lockCounters = (tx: Tx, keys: readonly CounterKey[]): Promise<QuotaCounter[]> =>
  tx.query<QuotaCounter>(
    `INSERT INTO quota_use AS q (advertiser_id, period, starts_on)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::date[]) ORDER BY 1, 2, 3
     ON CONFLICT (advertiser_id, period, starts_on) DO UPDATE SET used = q.used
     RETURNING ${COLUMNS}`,
    columnsOf(keys),
  );

/** Sent along with the statements that follow: it costs no round trip. */
export function count(tx: Tx, counted: readonly Counted[]): void {
  if (counted.length === 0) return;
  tx.send(
    `INSERT INTO quota_use AS q (advertiser_id, period, starts_on, used, told_percent, told_limit)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::date[], $4::bigint[], $5::int[], $6::bigint[]) ORDER BY 1, 2, 3
     ON CONFLICT (advertiser_id, period, starts_on) DO UPDATE SET used = q.used + excluded.used,
       told_percent = coalesce(excluded.told_percent, q.told_percent),
       told_limit = coalesce(excluded.told_limit, q.told_limit)`,
    [
      ...columnsOf(counted),
      counted.map(({ by }) => by),
      counted.map(({ told }) => told?.percent ?? null),
      counted.map(({ told }) => told?.limit ?? null),
    ],
  );
}

/** Counters of one advertiser that there are; nothing was counted where there is none. */
export const readCounters = (sql: Sql, keys: readonly CounterKey[]): Promise<QuotaCounter[]> =>
  sql.query<QuotaCounter>(
    `SELECT ${COLUMNS} FROM quota_use q JOIN unnest($1::uuid[], $2::text[], $3::date[]) AS k(id, period, starts_on)
       ON k.id = q.advertiser_id AND k.period = q.period AND k.starts_on = q.starts_on`,
    columnsOf(keys),
  );

/** Less than nothing is used where a message that was cleared before there were counters came back. */
const COLUMNS = `q.advertiser_id AS "advertiserId", q.period, q.starts_on::text AS "startsOn",
  greatest(0, q.used)::float8 AS used, coalesce(q.told_percent, 0) AS "toldPercent",
  coalesce(q.told_limit, 0)::float8 AS "toldLimit"`;

const columnsOf = (keys: readonly CounterKey[]): unknown[][] => [
  keys.map(({ advertiserId }) => advertiserId),
  keys.map(({ period }) => period),
  keys.map(({ startsOn }) => startsOn),
];
