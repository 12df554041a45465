import { rowsOf, statements } from '@stopsms/persistence';
import type { ServiceMessagesSql } from './service-messages.sql';

/** Statuses that the dispatcher reported; `at` in epoch ms. */
export const STATUSES = rowsOf('id uuid', 'status text', 'code text null', 'at float8', 'knowledge int');
/** Opt-outs that began or were repeated; `recordOffset` is null if their record is unknown. */
export const OPT_OUTS = rowsOf('key text', 'advertiser_id uuid null', 'record_offset bigint null');
/** Recipients whose data is erased, and for which scope. */
export const ERASED = rowsOf('key text', 'scope text');

/** Messages that are released at once. */
export const RELEASE_BATCH = 500;

export const SERVICE_MESSAGES_SQL = statements<ServiceMessagesSql>({
  insert: `
    INSERT INTO service_message (message_id, kind, recipient_key, episode_ids, advertiser_ids, lang, sender, text,
      state, state_at, at, due_at, pending)
    SELECT message_id, kind, recipient_key, episode_ids, advertiser_ids, lang, sender, text, state,
      to_timestamp($2 / 1000.0), to_timestamp(at / 1000.0), to_timestamp(due_at / 1000.0), pending
    FROM jsonb_to_recordset($1::jsonb) AS r(message_id uuid, kind text, recipient_key text, episode_ids uuid[],
      advertiser_ids uuid[], lang text, sender text, text text, state text, at float8, due_at float8, pending jsonb)
    ON CONFLICT (message_id) DO NOTHING
    RETURNING message_id AS "messageId"`,
  answersSince: `
    SELECT recipient_key AS "recipientKey", array_agg(message_id::text) AS "messageIds!" FROM service_message
    WHERE recipient_key = ANY($1::text[]) AND kind <> 'confirmation' AND at > to_timestamp($2 / 1000.0)
    GROUP BY recipient_key`,
  confirmedTwice: `
    SELECT DISTINCT m.message_id AS "messageId" FROM service_message m
    JOIN service_message other ON other.recipient_key = m.recipient_key
      AND other.message_id <> m.message_id AND other.episode_ids && m.episode_ids
    WHERE m.message_id = ANY($1::uuid[])`,
  // A status that says less than what is recorded changes nothing, and of two that say as much the first stays.
  recordStatuses: `
    UPDATE service_message m SET state = s.status, state_at = to_timestamp(s.at / 1000.0), code = s.code
    FROM ${STATUSES.as('s')}
    WHERE m.message_id = s.id
      AND s.knowledge > CASE m.state WHEN 'queued' THEN -1 WHEN 'submitting' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END
    RETURNING m.kind, m.lang, m.state`,
  releaseDue: `
    WITH due AS (
      SELECT message_id, kind, lang, pending FROM service_message
      WHERE state = 'scheduled' AND due_at <= to_timestamp($1 / 1000.0)
      ORDER BY due_at LIMIT ${RELEASE_BATCH} FOR UPDATE SKIP LOCKED
    ), released AS (
      UPDATE service_message m SET state = 'queued', state_at = to_timestamp($1 / 1000.0), pending = NULL
      FROM due WHERE m.message_id = due.message_id
    )
    SELECT kind, lang, pending AS "pending!" FROM due`,
  // What is left confirms the opt-outs that have not ended.
  expireReturned: `
    UPDATE service_message m SET
      state = CASE WHEN e.left = '{}' THEN 'expired' ELSE m.state END,
      state_at = CASE WHEN e.left = '{}' THEN to_timestamp($3 / 1000.0) ELSE m.state_at END,
      pending = CASE WHEN e.left = '{}' THEN NULL ELSE m.pending END,
      episode_ids = CASE WHEN e.left = '{}' THEN m.episode_ids ELSE e.left END
    FROM (
      SELECT message_id, ARRAY(SELECT u.id FROM unnest(episode_ids) AS u(id) WHERE u.id <> ALL ($2::uuid[]) ORDER BY 1) AS left
      FROM service_message
      WHERE recipient_key = ANY($1::text[]) AND state = 'scheduled' AND episode_ids && $2::uuid[]
      FOR UPDATE) e
    WHERE m.message_id = e.message_id AND m.state = 'scheduled'
    RETURNING m.kind, m.lang, m.state`,
  // A confirmation without episodes is that of a return. Positions show which came later, in whatever batches and however often both
  // are delivered. An opt-out without an advertiser may be from any.
  expireUndone: `
    UPDATE service_message m SET state = 'expired', state_at = to_timestamp($4 / 1000.0), pending = NULL
    FROM ${OPT_OUTS.as('o')}
    WHERE m.recipient_key = o.key AND m.state = 'scheduled' AND m.episode_ids = '{}'
      AND (o.advertiser_id IS NULL OR m.advertiser_ids = '{}' OR o.advertiser_id = ANY (m.advertiser_ids))
      AND COALESCE((m.pending -> 'message' -> 'after' ->> 'offset')::bigint < o.record_offset, true)
    RETURNING m.kind, m.lang, m.state`,
  eraseTexts: `
    UPDATE service_message m SET text = NULL FROM ${ERASED.as('e')}
    WHERE m.recipient_key = e.key AND m.text IS NOT NULL AND (e.scope = '*' OR e.scope = ANY (m.advertiser_ids::text[]))`,
  deleteBefore: `
    DELETE FROM service_message WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM service_message WHERE state <> 'scheduled' AND at < to_timestamp($1 / 1000.0) LIMIT $2))
    RETURNING true AS deleted`,
  page: `
    SELECT message_id AS "messageId", kind, episode_ids AS "episodeIds", advertiser_ids AS "advertiserIds", sender,
      text, state, state_at AS "stateAt", code, at, due_at AS "dueAt"
    FROM service_message
    WHERE recipient_key = $1
      AND ($2::float8 IS NULL OR at < to_timestamp($2 / 1000.0) OR (at = to_timestamp($2 / 1000.0) AND message_id > $3))
    ORDER BY at DESC, message_id LIMIT $4`,
});
