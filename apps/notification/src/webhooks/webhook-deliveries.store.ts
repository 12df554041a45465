import { rowsOf, statements } from '@stopsms/persistence';
import type { WebhookDeliveriesSql } from './webhook-deliveries.sql';

const BATCH = 50;
/** So that one advertiser's slow machine does not hold up everybody's calls. */
const PER_ADVERTISER = 5;

/** Outcomes of attempts; instants in epoch ms. */
export const SETTLED = rowsOf(
  'change_id uuid',
  'advertiser_id uuid',
  'state text',
  'result text',
  'next_at float8',
  'leased_until float8',
);
/** Recipients whose data is erased, for which scope and by a request of when. */
export const ERASED = rowsOf('key text', 'scope text', 'at float8');

export const WEBHOOK_DELIVERIES_SQL = statements<WebhookDeliveriesSql>({
  add: `
    INSERT INTO webhook_delivery (change_id, advertiser_id, type, change, scope, source, recipient_key, msisdn, data,
      happened_at, traceparent, state, result, next_at, give_up_at, queued_at)
    SELECT "changeId", "advertiserId", type, change, scope, source, "recipientKey", msisdn,
      CASE jsonb_typeof(data) WHEN 'object' THEN data END, to_timestamp(at / 1000.0), traceparent,
      CASE WHEN held IS NULL THEN 'pending' ELSE 'held' END, held, to_timestamp($2 / 1000.0),
      to_timestamp(($2 + CASE WHEN held IS NULL THEN $3::float8 ELSE $4::float8 END) / 1000.0), to_timestamp($2 / 1000.0)
    FROM jsonb_to_recordset($1::jsonb) AS r("changeId" uuid, "advertiserId" uuid, type text, change text, scope text,
      source text, "recipientKey" text, msisdn text, data jsonb, at float8, traceparent text, held text)
    ON CONFLICT (change_id, advertiser_id) DO NOTHING
    RETURNING state`,
  lease: `
    WITH due AS (
      SELECT mine.change_id, mine.advertiser_id
      FROM (SELECT DISTINCT advertiser_id FROM webhook_delivery
            WHERE state = 'pending' AND next_at <= to_timestamp($1 / 1000.0)) AS waiting
      CROSS JOIN LATERAL (
        SELECT change_id, advertiser_id, next_at FROM webhook_delivery
        WHERE state = 'pending' AND advertiser_id = waiting.advertiser_id AND next_at <= to_timestamp($1 / 1000.0)
        ORDER BY next_at LIMIT ${PER_ADVERTISER} FOR UPDATE SKIP LOCKED) AS mine
      ORDER BY mine.next_at LIMIT ${BATCH})
    UPDATE webhook_delivery d SET next_at = to_timestamp($2 / 1000.0) FROM due
    WHERE d.change_id = due.change_id AND d.advertiser_id = due.advertiser_id
    RETURNING d.change_id AS "changeId", d.advertiser_id AS "advertiserId", type, change, scope, source,
      recipient_key AS "recipientKey", msisdn, data, happened_at AS "happenedAt", traceparent, attempts,
      give_up_at AS "giveUpAt"`,
  // Only where the lease is still ours.
  settle: `
    UPDATE webhook_delivery d SET state = s.state, result = s.result, attempts = d.attempts + 1,
      next_at = to_timestamp(s.next_at / 1000.0), msisdn = CASE WHEN s.state = 'pending' THEN d.msisdn END
    FROM ${SETTLED.as('s')}
    WHERE d.change_id = s.change_id AND d.advertiser_id = s.advertiser_id AND d.state = 'pending'
      AND d.next_at = to_timestamp(s.leased_until / 1000.0)`,
  releaseHeld: `
    UPDATE webhook_delivery SET state = 'pending', result = NULL, next_at = to_timestamp($1 / 1000.0),
      give_up_at = to_timestamp($2 / 1000.0)
    WHERE state = 'held' AND advertiser_id = ANY ($3::uuid[])`,
  failHeldUntil: `
    UPDATE webhook_delivery SET state = 'failed', msisdn = NULL
    WHERE state = 'held' AND give_up_at <= to_timestamp($1 / 1000.0)`,
  deleteBefore: `
    DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM webhook_delivery
      WHERE state IN ('delivered', 'failed') AND queued_at < to_timestamp($1 / 1000.0) LIMIT $2))
    RETURNING true AS deleted`,
  // The number of a later STOP that comes with it is not erased.
  eraseNumbers: `
    UPDATE webhook_delivery d SET msisdn = NULL FROM ${ERASED.as('e')}
    WHERE d.recipient_key = e.key AND d.msisdn IS NOT NULL AND d.happened_at <= to_timestamp(e.at / 1000.0)
      AND (e.scope = '*' OR e.scope = d.advertiser_id::text)`,
  page: `
    SELECT change_id AS "changeId", advertiser_id AS "advertiserId", type, change, scope, source,
      recipient_key AS "recipientKey", data, state, attempts, next_at AS "nextAt", result, queued_at AS "queuedAt"
    FROM webhook_delivery
    WHERE advertiser_id = $1
      AND ($2::float8 IS NULL OR queued_at < to_timestamp($2 / 1000.0)
        OR (queued_at = to_timestamp($2 / 1000.0) AND change_id > $3))
    ORDER BY queued_at DESC, change_id LIMIT $4`,
});
