import { rowsOf, statements } from '@stopsms/persistence';
import type { HeldSql } from './held.sql';

/** Attempts of messages that came back. */
export const ATTEMPTS = rowsOf('id uuid', 'attempt int');
/** Recipients to erase, and the advertiser, or `*`, that they asked. */
export const ERASED = rowsOf('recipient_key text', 'scope text');

/** Held messages that are released in one transaction, at most. */
export const RELEASED_AT_ONCE = 1_000;

export const HELD_SQL = statements<HeldSql>({
  // One pass over what is held: 0.1 s for a million.
  countByReason: `
    SELECT reason, count(*)::float8 AS held, ($1 - extract(epoch FROM min(until)) * 1000)::float8 AS "overdueMs!"
    FROM (
      SELECT until, CASE WHEN paused THEN 'campaign-paused' WHEN paused_advertiser IS NOT NULL THEN 'advertiser-paused'
        WHEN review_id IS NOT NULL THEN 'review' WHEN capped_by IS NOT NULL THEN 'cap' ELSE 'time' END AS reason
      FROM held
    ) AS waiting GROUP BY reason`,
  lease: `
    WITH due AS (
      SELECT message_id FROM held WHERE until <= to_timestamp($1 / 1000.0)
      ORDER BY until LIMIT ${RELEASED_AT_ONCE} FOR UPDATE SKIP LOCKED
    ), leased AS (
      UPDATE held h SET until = to_timestamp($2 / 1000.0), paused_advertiser = NULL, capped_by = NULL FROM due
      WHERE h.message_id = due.message_id RETURNING h.message_id
    )
    SELECT m.request, m.attempt, m.traceparent FROM open_message m JOIN leased USING (message_id)`,
  takeLeased: `
    DELETE FROM held WHERE message_id = ANY($1::uuid[]) AND until = to_timestamp($2 / 1000.0) RETURNING message_id AS id`,
  // An erasure at one advertiser concerns its adverts; an erasure at all, every message that waits.
  takeErased: `
    DELETE FROM held h USING open_message m, ${ERASED.as('e')}
    WHERE h.recipient_key = e.recipient_key AND m.message_id = h.message_id
      AND (e.scope = '*' OR m.is_advert AND m.advertiser_id::text = e.scope)
    RETURNING m.request, m.attempt, m.traceparent, h.review_id AS "reviewId"`,
  lockOpen: `
    SELECT m.message_id AS "messageId", m.request, m.attempt, m.traceparent,
      round(extract(epoch FROM m.decided_at) * 1000)::float8 AS "clearedAt"
    FROM open_message m JOIN ${ATTEMPTS.as('s')} ON s.id = m.message_id AND s.attempt = m.attempt
    ORDER BY m.message_id FOR UPDATE OF m`,
  deleteOpenBefore: `
    DELETE FROM open_message m WHERE decided_at < to_timestamp($1 / 1000.0)
      AND NOT EXISTS (SELECT 1 FROM held h WHERE h.message_id = m.message_id)`,
});
