import { rowsOf, statements } from '@stopsms/persistence';
import type { HeldSql } from './held.sql';

/** Attempts of messages that came back. */
export const ATTEMPTS = rowsOf('id uuid', 'attempt int');
/** Recipients to erase, and the advertiser, or `*`, that they asked. */
export const ERASED = rowsOf('recipient_key text', 'scope text');
/** Messages to hold, with what they wait for; instants are epoch ms. */
export const HELD = rowsOf(
  'message_id uuid',
  'until float8',
  'campaign_id uuid null',
  'paused boolean',
  'review_id uuid null',
  'recipient_key text null',
  'paused_advertiser uuid null',
  'capped_by text null',
);
/** Messages that are cleared or held for the first time; `request` is JSON, instants are epoch ms. */
export const OPENED = rowsOf(
  'message_id uuid',
  'advertiser_id uuid',
  'is_advert boolean',
  'attempt int',
  'request text',
  'traceparent text',
  'at float8',
);
/** Later attempts of open messages; instants are epoch ms. */
export const RENEWED = rowsOf('id uuid', 'attempt int', 'at float8');
/** Campaigns that are resumed or cancelled; `is_whole`: with the messages that wait for something else. */
export const MOVED = rowsOf('campaign_id uuid', 'is_whole boolean');

/** Held messages that are released in one transaction, at most. */
export const RELEASED_AT_ONCE = 1_000;
/** Held messages that one statement makes due, at most. */
export const WOKEN_AT_ONCE = 10_000;

/** SQL: distinct values of a column of `held`, one step of its index for each, however many messages it has. */
const valuesOf = (column: string): string => `
  WITH RECURSIVE waiting AS (
    (SELECT ${column} AS name FROM held WHERE ${column} IS NOT NULL ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT h.${column} FROM held h WHERE h.${column} > w.name ORDER BY 1 LIMIT 1)
    FROM waiting w WHERE w.name IS NOT NULL
  )
  SELECT name AS "name!" FROM waiting WHERE name IS NOT NULL`;

/** SQL: makes due what waits for these values of a column, at $1. */
const wake = (column: string, type: string): string => `
  WITH due AS (
    SELECT message_id FROM held WHERE ${column} IS NOT NULL AND ${column} = ANY($2::${type}[])
    LIMIT ${WOKEN_AT_ONCE} FOR UPDATE SKIP LOCKED
  ), woken AS (
    UPDATE held h SET until = to_timestamp($1 / 1000.0), ${column} = NULL FROM due
    WHERE h.message_id = due.message_id RETURNING 1
  )
  SELECT count(*)::int AS woken FROM woken`;

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
  hold: `
    INSERT INTO held (message_id, until, campaign_id, paused, review_id, recipient_key, paused_advertiser, capped_by)
    SELECT h.message_id, to_timestamp(h.until / 1000.0), h.campaign_id, h.paused, h.review_id, h.recipient_key, h.paused_advertiser, h.capped_by
    FROM ${HELD.as('h')}
    ON CONFLICT (message_id) DO NOTHING`,
  open: `
    INSERT INTO open_message (message_id, advertiser_id, is_advert, attempt, request, traceparent, decided_at)
    SELECT m.message_id, m.advertiser_id, m.is_advert, m.attempt, m.request, m.traceparent, to_timestamp(m.at / 1000.0)
    FROM ${OPENED.as('m')}`,
  renew: `
    UPDATE open_message m SET attempt = d.attempt, decided_at = to_timestamp(d.at / 1000.0)
    FROM ${RENEWED.as('d')} WHERE m.message_id = d.id`,
  close: 'DELETE FROM open_message WHERE message_id = ANY($1::uuid[])',
  wakeMoved: `
    UPDATE held SET until = to_timestamp($1 / 1000.0), paused = false
    FROM ${MOVED.as('c', 2)}
    WHERE held.campaign_id = c.campaign_id AND (held.paused OR c.is_whole) AND held.until > to_timestamp($1 / 1000.0)`,
  pausedAdvertisers: valuesOf('paused_advertiser'),
  wakePaused: wake('paused_advertiser', 'uuid'),
  caps: valuesOf('capped_by'),
  wakeCapped: wake('capped_by', 'text'),
});
