import { rowsOf, statements } from '@stopsms/persistence';
import type { UnclassifiedSql } from './unclassified.sql';

/** Replies that wait for a decision. */
export const UNCLASSIFIED_REPLIES = rowsOf(
  'reply_id uuid',
  'recipient_key text',
  'region text',
  'texted_by jsonb null',
  'traceparent text null',
  'received_at float8',
  'asks_for text',
  'certainty float8 null',
  'breach text null',
);

const TABLE = 'unread_reply';

/** SQL: joins to a reply r its row in the queue, if it has one. */
export const WITH_DECISION = `LEFT JOIN ${TABLE} u ON u.reply_id = r.reply_id`;

/** SQL: tier of a reply as it counts now: the decision on it, `waiting` until there is one, or the tier of its reading. */
export const DECIDED_TIER = `CASE u.state
  WHEN 'open' THEN 'waiting' WHEN 'opt-out' THEN 'clear' WHEN 'start' THEN 'start' ELSE r.tier END`;

/** SQL: true for a reply r that a decision published: the reply which was decided shows it. */
export const IS_DECISION = `(r.text IS NULL AND r.provider IS NULL AND r.channel = 'sms' AND EXISTS (
  SELECT FROM ${TABLE} d WHERE d.received_at = r.received_at AND d.recipient_key = r.recipient_key
    AND d.state IN ('opt-out', 'start') AND d.reply_id <> r.reply_id))`;

/** Replies of one person that the queue shows at a time, so that one person cannot fill it. */
const MAX_SHOWN = 5;
/** Later replies of the person that are shown with one. */
const MAX_LATER = 5;
/** Replies that are decided automatically at a time. */
export const MAX_DUE = 500;

const ITEM = `
  SELECT u.reply_id AS id, u.region, r.text, r.code, r.reason, u.state, u.received_at AS "receivedAt",
    u.asks_for AS "asksFor", u.certainty, u.queued_at AS "queuedAt", u.automatic,
    jsonb_path_query_array(r.advertisers, '$[*].advertiserId') AS "advertiserIds:Ids",
    u.decided_at AS "decidedAt", u.decided_by AS by, u.decided_why AS why,
    (SELECT jsonb_agg(jsonb_build_object('tier', l.tier, 'at', round(extract(epoch FROM l.received_at) * 1000))
       ORDER BY l.received_at)
     FROM (SELECT tier, received_at FROM reply
           WHERE recipient_key = u.recipient_key AND received_at > u.received_at
           ORDER BY received_at DESC LIMIT ${MAX_LATER}) AS l) AS "later:LaterReplies"
  FROM ${TABLE} u JOIN reply r USING (reply_id)`;

/** SQL: true for the first open replies of their person. */
const IS_SHOWN = `NOT EXISTS (
  SELECT FROM unread_reply o WHERE o.recipient_key = u.recipient_key AND o.state = 'open'
    AND (o.received_at, o.reply_id) < (u.received_at, u.reply_id) OFFSET ${MAX_SHOWN - 1})`;

/** SQL: settles the replies of a selection that are open, and returns them. */
const settle = (which: string): string => `
  UPDATE unread_reply u SET state = $1, decided_by = $2, decided_why = $3, decided_at = to_timestamp($4::float8 / 1000.0), automatic = $5
  FROM reply r WHERE u.reply_id = ANY(ARRAY(${which})) AND r.reply_id = u.reply_id AND u.state = 'open'
  RETURNING u.reply_id AS "unclassifiedId", r.recipient_key AS "recipientKey", r.msisdn, u.region, r.code,
    r.every_advertiser AS "everyAdvertiser", r.advertisers, r.attributed, u.texted_by AS "textedBy", u.traceparent, u.breach,
    round(extract(epoch FROM u.received_at) * 1000)::float8 AS "receivedAt",
    round(extract(epoch FROM r.accepted_at) * 1000)::float8 AS "acceptedAt"`;

const due = (condition: string): string => `
  SELECT u.reply_id FROM unread_reply u JOIN reply r USING (reply_id)
  WHERE u.state = 'open' AND u.asks_for = 'stop' AND ${condition}
  ORDER BY u.queued_at LIMIT ${MAX_DUE} FOR UPDATE OF u SKIP LOCKED`;

/** SQL of replies that wait for a decision. */
export const UNCLASSIFIED_SQL = statements<UnclassifiedSql>({
  queue: `
    INSERT INTO unread_reply (reply_id, recipient_key, region, texted_by, traceparent, received_at, asks_for, certainty, breach, queued_at)
    SELECT n.reply_id, n.recipient_key, n.region, n.texted_by, n.traceparent, to_timestamp(n.received_at / 1000.0), n.asks_for,
      n.certainty, n.breach, to_timestamp($10::float8 / 1000.0)
    FROM ${UNCLASSIFIED_REPLIES.as('n')}
    ON CONFLICT (reply_id) DO NOTHING
    RETURNING reply_id AS id`,
  count: `
    SELECT count(*)::int AS open, min(queued_at) AS oldest, min(queued_at) FILTER (WHERE asks_for = 'stop') AS "firstDue"
    FROM unread_reply WHERE state = 'open'`,
  page: `
    ${ITEM} WHERE ($1::text IS NULL OR u.state = $1)
      AND ($2::text IS NULL OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $2::text)))
      AND ($3::timestamptz IS NULL OR (u.received_at, u.reply_id) > ($3, $4::uuid))
      AND ($5::text IS NULL OR u.automatic = $5) AND (u.state <> 'open' OR ${IS_SHOWN})
    ORDER BY u.received_at, u.reply_id LIMIT $6`,
  // The last decision first.
  decided: `
    ${ITEM} WHERE u.decided_at IS NOT NULL
      AND ($1::text IS NULL OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $1::text)))
      AND ($2::timestamptz IS NULL OR (u.decided_at, u.reply_id) < ($2, $3::uuid))
      AND ($4::text IS NULL OR u.automatic = $4)
    ORDER BY u.decided_at DESC, u.reply_id DESC LIMIT $5`,
  byId: `${ITEM} WHERE u.reply_id = $1`,
  // Nobody decides on a deleted text.
  settleByHand: settle('SELECT reply_id FROM reply WHERE reply_id = $6 AND text IS NOT NULL'),
  settleExpired: settle(due('u.queued_at <= to_timestamp($6::float8 / 1000.0)')),
  settleDeleted: settle(due('r.text IS NULL')),
  // A start whose text is deleted: nobody can decide on it any more.
  eraseStarts: `
    UPDATE unread_reply u SET state = 'erased' FROM reply r
    WHERE u.recipient_key = ANY($1::text[]) AND u.state = 'open' AND u.asks_for = 'start' AND r.reply_id = u.reply_id AND r.text IS NULL`,
  eraseExpiredStarts: `
    UPDATE unread_reply SET state = 'erased' WHERE state = 'open' AND asks_for = 'start' AND reply_id = ANY($1::uuid[])`,
  eraseOpen: `
    UPDATE unread_reply SET state = 'erased' WHERE recipient_key = ANY($1::text[]) AND state = 'open' RETURNING reply_id AS id`,
});
