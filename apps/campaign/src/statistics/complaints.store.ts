import { rowsOf, statements } from '@stopsms/persistence';
import { ANSWERED } from '../messages/messages.store';
import type { ComplaintsSql } from './complaints.sql';

/** Complaints of known persons; instants are epoch ms. */
export const COMPLAINTS = rowsOf(
  'change uuid',
  'key text',
  'scope text',
  'at float8',
  'since float8',
  'until float8',
  'evidence uuid null',
);
/** Complaints about a text that others received too; instants are epoch ms. */
export const TIED_COMPLAINTS = rowsOf('report uuid', 'advertiser text', 'campaign uuid null', 'at float8');

const RECORDED = 'RETURNING scope, campaign_id AS "campaignId", at';

export const COMPLAINTS_SQL = statements<ComplaintsSql>({
  record: `
    INSERT INTO complaint (change_id, scope, campaign_id, at, recorded_at)
    SELECT o.change, o.scope, answered.campaign_id, to_timestamp(o.at / 1000.0), to_timestamp($1 / 1000.0)
    FROM ${COMPLAINTS.as('o', 2)}
    CROSS JOIN LATERAL (${ANSWERED}) AS answered
    WHERE NOT EXISTS (SELECT 1 FROM complaint c WHERE c.change_id = o.evidence AND c.scope = o.scope)
    ON CONFLICT (change_id, scope) DO NOTHING ${RECORDED}`,
  recordTied: `
    INSERT INTO complaint (change_id, scope, campaign_id, at, recorded_at)
    SELECT t.report, t.advertiser, c.id, to_timestamp(t.at / 1000.0), to_timestamp($1 / 1000.0)
    FROM ${TIED_COMPLAINTS.as('t', 2)}
    LEFT JOIN campaign c ON c.id = t.campaign AND c.advertiser_id::text = t.advertiser
    ON CONFLICT (change_id, scope) DO NOTHING ${RECORDED}`,
  // `delivered` is counted only as far as it decides: the millions of a good advertiser are not counted through for each complaint.
  ratesOfAdvertisers: `
    WITH angry AS (
      SELECT a.id, count(*)::int AS complaints
      FROM complaint c JOIN advertiser a ON a.id::text = c.scope
      WHERE c.at > to_timestamp($1 / 1000.0) AND c.recorded_at > a.complaints_from AND a.marketing_paused IS NULL
      GROUP BY a.id HAVING count(*) >= $2
    )
    SELECT angry.id AS "advertiserId", angry.complaints, reached.delivered
    FROM angry CROSS JOIN LATERAL (
      SELECT count(*)::int AS delivered FROM (
        SELECT 1 FROM message
        WHERE advertiser_id = angry.id AND category = 'marketing' AND created_at > to_timestamp($1 / 1000.0)
          AND step = 'delivered'
        ORDER BY created_at DESC -- by the index: the planner would else walk the table, hoping to find them soon
        LIMIT ceil(angry.complaints / $3::float8)::bigint + 1
      ) AS first) AS reached`,
  reactionsToCampaigns: `
    SELECT c.id, c.advertiser_id AS "advertiserId", c.state = 'completed' AS "isOver",
      c.alerted_at IS NOT NULL AS alerted, stops.opted_out AS "optedOut!", angry.complaints AS "complaints!",
      GREATEST(reached.delivered - c.base_delivered, 0) AS "delivered!"
    FROM campaign c
    CROSS JOIN LATERAL (
      SELECT GREATEST(count(*) - c.base_opted_out, 0)::int AS opted_out FROM message
      WHERE campaign_id = c.id AND opted_out) AS stops
    CROSS JOIN LATERAL (
      SELECT COALESCE(max(within), 0)::int AS complaints FROM (
        SELECT count(*) OVER (ORDER BY at RANGE '24 hours' PRECEDING) AS within FROM complaint
        WHERE campaign_id = c.id AND scope IN ('*', c.advertiser_id::text) AND recorded_at > c.judged_from) AS days) AS angry
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS delivered FROM (
        SELECT 1 FROM message WHERE campaign_id = c.id AND step = 'delivered'
        LIMIT c.base_delivered + $3
          + ceil(GREATEST(stops.opted_out / $1::float8, angry.complaints / $2::float8))::bigint
      ) AS first) AS reached
    WHERE c.pause_code IS NULL AND (stops.opted_out > 0 OR angry.complaints > 0)
      AND (c.state IN ('running', 'paused')
           OR c.state = 'completed' AND c.alerted_at IS NULL AND c.finished_at > to_timestamp($4 / 1000.0))`,
});
