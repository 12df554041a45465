import { rowsOf, statements } from '@stopsms/persistence';
import type { QuotasSql } from './quotas.sql';

/** Counters of an advertiser in a day or month. */
export const COUNTERS = rowsOf('advertiser_id uuid', 'period text', 'starts_on date');
/** Messages to add to counters, and the threshold that is reported now. */
export const COUNTS = rowsOf(
  'advertiser_id uuid',
  'period text',
  'starts_on date',
  'used bigint',
  'reported_percent int null',
  'reported_limit bigint null',
);

// The count is negative where a message that was cleared before there were counters came back.
const COLUMNS = `q.advertiser_id AS "advertiserId", q.period, q.starts_on::text AS "startsOn",
  greatest(0, q.used)::float8 AS used, coalesce(q.reported_percent, 0) AS "reportedPercent",
  coalesce(q.reported_limit, 0)::float8 AS "reportedLimit"`;

export const QUOTAS_SQL = statements<QuotasSql>({
  lock: `
    INSERT INTO quota_usage AS q (advertiser_id, period, starts_on)
    SELECT k.advertiser_id, k.period, k.starts_on FROM ${COUNTERS.as('k')} ORDER BY 1, 2, 3
    ON CONFLICT (advertiser_id, period, starts_on) DO UPDATE SET used = q.used
    RETURNING ${COLUMNS}`,
  count: `
    INSERT INTO quota_usage AS q (advertiser_id, period, starts_on, used, reported_percent, reported_limit)
    SELECT c.advertiser_id, c.period, c.starts_on, c.used, c.reported_percent, c.reported_limit FROM ${COUNTS.as('c')} ORDER BY 1, 2, 3
    ON CONFLICT (advertiser_id, period, starts_on) DO UPDATE SET used = q.used + excluded.used,
      reported_percent = coalesce(excluded.reported_percent, q.reported_percent),
      reported_limit = coalesce(excluded.reported_limit, q.reported_limit)`,
  read: `
    SELECT ${COLUMNS} FROM quota_usage q JOIN ${COUNTERS.as('k')}
      ON k.advertiser_id = q.advertiser_id AND k.period = q.period AND k.starts_on = q.starts_on`,
  deleteBefore: 'DELETE FROM quota_usage WHERE starts_on < to_timestamp($1 / 1000.0)',
  seen: 'SELECT message_id AS id FROM asked WHERE message_id = ANY($1::uuid[])',
});
