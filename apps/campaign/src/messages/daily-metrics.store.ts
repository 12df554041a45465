import { rowsOf, statements } from '@stopsms/persistence';
import type { DailyMetricsSql } from './daily-metrics.sql';

const COUNTS = ['sent', 'delivered', 'failed', 'opted_out', 'complaints'] as const;

/** Counts to add to days. */
export const DAYS = rowsOf(
  'advertiser_id uuid',
  'day date',
  'category text',
  'sent int',
  'delivered int',
  'failed int',
  'opted_out int',
  'complaints int',
);
/** Counts to add to campaigns. */
export const CAMPAIGNS = rowsOf(
  'campaign_id uuid',
  'sent int',
  'delivered int',
  'failed int',
  'opted_out int',
  'complaints int',
);

/** SQL: true for messages of advertisers. What the platform sends itself, such as a confirmation, has no category. */
const IS_OF_ADVERTISER = "category <> 'unknown'";
const sumOf = (name: string, condition: string): string => `coalesce(sum(${name}) FILTER (WHERE ${condition}), 0)::int`;
const SUMS = [
  ...(['sent', 'delivered', 'failed'] as const).map((name) => `${sumOf(name, IS_OF_ADVERTISER)} AS "${name}!"`),
  'sum(opted_out)::int AS "optedOut!"',
  'sum(complaints)::int AS "complaints!"',
  `${sumOf('sent', `NOT (${IS_OF_ADVERTISER})`)} AS "answers!"`,
].join(', ');
const added = (row: string): string => COUNTS.map((name) => `${name} = ${row}.${name} + excluded.${name}`).join(', ');

export const DAILY_METRICS_SQL = statements<DailyMetricsSql>({
  addToDays: `
    INSERT INTO day_figures AS d (advertiser_id, day, category, ${COUNTS.join(', ')})
    SELECT * FROM ${DAYS.as('n')}
    ON CONFLICT (advertiser_id, day, category) DO UPDATE SET ${added('d')}`,
  addToCampaigns: `
    INSERT INTO campaign_figures AS f (campaign_id, ${COUNTS.join(', ')})
    SELECT * FROM ${CAMPAIGNS.as('n')}
    ON CONFLICT (campaign_id) DO UPDATE SET ${added('f')}`,
  days: `
    SELECT day::text AS day, ${SUMS} FROM day_figures
    WHERE advertiser_id = $1 AND day BETWEEN $2::date AND $3::date AND ($4::text IS NULL OR category = $4)
    GROUP BY day ORDER BY day`,
});
