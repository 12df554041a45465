import { rowsOf, statements } from '@stopsms/persistence';
import { deleteOlderThan } from '../retention';
import { comparable, idHash } from './operator-ids';
import type { ReceiptsSql } from './receipts.sql';

/** Messages that may have left, one row for each; `smsc_id` is the operator's id of a message of one part. */
export const SENDS = rowsOf(
  'message_id uuid',
  'recipient_key text',
  'advertiser_id uuid null',
  'campaign_id uuid null',
  'lane text',
  'provider text',
  'sender text',
  'reply_code text null',
  'parts int null',
  'at float8',
  'is_unknown boolean',
  'traceparent text null',
  'rank int',
  'stayed boolean',
  'smsc_id text null',
);

/** Messages that were refused before they were begun. */
export const REFUSED_SENDS = rowsOf('message_id uuid', 'rank int');

/** Parts of messages with several ids, by the operator's ids. */
export const SENT_PARTS = rowsOf('provider text', 'smsc_id text', 'message_id uuid', 'at float8');

export const RECEIPTS = rowsOf(
  'id uuid',
  'provider text',
  'smsc_id text',
  'stat text',
  'error text null',
  'recipient_key text null',
  'only_of_handset boolean',
  'reference uuid null',
  'at float8',
  'received_at float8',
);

/** Receipts whose messages are looked for. */
export const RECEIPT_IDS = rowsOf('provider text', 'smsc_id text');

/** Outcomes of messages. */
export const OUTCOMES = rowsOf('message_id uuid', 'outcome text');

/** Texts that replies answer, as their operators say. */
export const ORIGINS = rowsOf(
  'id uuid',
  'recipient_key text',
  'provider text',
  'message_id uuid null',
  'smsc_id text null',
);

/** Final states of parts. */
export const PART_STATES = rowsOf('provider text', 'smsc_id text', 'stat text', 'error text null', 'at float8');

/** Receipts about a number. */
export const NUMBER_STATES = rowsOf('recipient_key text', 'at float8');

/** Receipts that are joined to their messages at a time. */
export const JOIN_LIMIT = 5_000;

/** An operator reports within a text's validity, by custom three days at most. */
const MAX_VALIDITY = '72 hours';
/** The operator's clock may be slow. */
const SKEW = '5 minutes';

/** Messages with an id that an operator has used again: the latest ones are compared. */
const SAME_ID_LIMIT = 20;

/**
 * SQL: the message that a receipt is about, and whether it has a row for each part. An operator may restart its ids: the id in the same
 * spelling is meant, then the latest.
 * @param r - a receipt, with provider and smsc_id
 * @param condition - of the message `c`
 */
const messageOf = (r: string, condition = 'true'): string => `
  SELECT c.message_id, c.smsc_id, c.is_part FROM (
    (SELECT message_id, smsc_id, sent_at, false AS is_part FROM sent_message
     WHERE smsc_id IS NOT NULL AND ${idHash('provider', 'smsc_id')} = ${idHash(`${r}.provider`, `${r}.smsc_id`)}
       AND provider = ${r}.provider AND ${comparable('smsc_id')} = ${comparable(`${r}.smsc_id`)}
     ORDER BY sent_at DESC LIMIT ${SAME_ID_LIMIT})
    UNION ALL
    SELECT message_id, smsc_id, sent_at, true FROM sent_part
    WHERE provider = ${r}.provider AND ${comparable('smsc_id')} = ${comparable(`${r}.smsc_id`)}) AS c
  WHERE ${condition}
  ORDER BY c.smsc_id = ${r}.smsc_id DESC, c.sent_at DESC LIMIT 1`;

/** SQL: true if message `c` went to the recipient of `r`. */
const isTo = (r: string): string =>
  `EXISTS (SELECT FROM sent_message h WHERE h.message_id = c.message_id AND h.recipient_key = ${r}.recipient_key)`;

/** SQL: the known messages of waiting receipts `r`, as `m`. */
const KNOWN = `LATERAL (${messageOf('r', `NOT r.only_of_handset OR ${isTo('r')}`)}) AS m`;

/** SQL: takes receipts of known messages out of those that wait, in the order of their arrival, with the id of the submit response. */
const take = (waiting: string): string => `
  WITH known AS (
    SELECT r.seq, m.message_id, m.smsc_id, m.is_part FROM ${waiting} AS r
    CROSS JOIN ${KNOWN}
    ORDER BY r.seq LIMIT ${JOIN_LIMIT}),
  taken AS (
    DELETE FROM raw_receipt r USING known k WHERE r.seq = k.seq
    RETURNING r.seq, r.provider, k.smsc_id, k.message_id, k.is_part, r.stat, r.error, r.at)
  SELECT provider AS "provider!", smsc_id AS "smscId!", message_id AS "messageId!", is_part AS "isPart!", stat AS "stat!", error,
    round(extract(epoch FROM at) * 1000)::float8 AS "at!"
  FROM taken ORDER BY seq`;

/** SQL: rows of raw_receipt with one of these ids, by a look-up for each id. */
const WAITING_OF = `(
  SELECT raw.* FROM (SELECT DISTINCT ${comparable('id')} AS id FROM unnest($1::text[]) AS t(id)) AS w
  CROSS JOIN LATERAL (SELECT * FROM raw_receipt WHERE ${comparable('smsc_id')} = w.id OFFSET 0) AS raw)`;

/** SQL: true if a status has a higher rank than row `m`. */
const outranks = (rank: string): string => `${rank} > m.told`;

/** SQL: columns of a settled message. */
const SETTLED = `m.message_id AS "messageId", m.advertiser_id AS "advertiserId", m.campaign_id AS "campaignId",
  m.recipient_key AS "recipientKey", m.outcome AS "outcome!", m.traceparent,
  EXISTS (SELECT FROM failed_number f WHERE f.recipient_key = m.recipient_key) AS "isFailing!", m.lane = 'service' AS "isService!"`;

/** SQL of messages that were sent, of their parts, and of receipts. */
export const RECEIPTS_SQL = statements<ReceiptsSql>({
  recentSends: `
    SELECT recipient_key AS "recipientKey", advertiser_id AS "advertiserId", sender, reply_code AS "replyCode",
      round(extract(epoch FROM max(sent_at)) * 1000)::float8 AS "at!",
      round(extract(epoch FROM max(sent_at) FILTER (WHERE lane = 'marketing')) * 1000)::float8 AS "advertAt",
      (array_agg(traceparent ORDER BY sent_at DESC))[1] AS traceparent
    FROM sent_message
    WHERE recipient_key = ANY($1) AND sent_at > to_timestamp($2::float8 / 1000.0) AND advertiser_id IS NOT NULL AND lane <> 'service'
      AND NOT stayed
    GROUP BY recipient_key, advertiser_id, sender, reply_code`,
  // A message to another person is not what this one answers. One that answers the person's own act is nobody's advert, and has a code.
  origins: `
    SELECT o.id AS "id!", CASE WHEN m.lane <> 'service' THEN m.advertiser_id END AS "advertiserId", m.sender, m.reply_code AS "replyCode",
      round(extract(epoch FROM m.sent_at) * 1000)::float8 AS "at!",
      CASE m.lane WHEN 'marketing' THEN round(extract(epoch FROM m.sent_at) * 1000)::float8 END AS "advertAt"
    FROM ${ORIGINS.as('o')}
    LEFT JOIN LATERAL (${messageOf('o', isTo('o'))}) p ON o.smsc_id IS NOT NULL
    JOIN sent_message m ON m.message_id = coalesce(o.message_id, p.message_id)
    WHERE m.recipient_key = o.recipient_key AND (m.provider = o.provider OR m.message_id = p.message_id)`,
  // Ids of another attempt, and those of messages with several, are parts.
  recordSends: `
    WITH given AS MATERIALIZED (SELECT * FROM ${SENDS.as('s')}),
    sends AS (
      INSERT INTO sent_message AS m (message_id, recipient_key, advertiser_id, campaign_id, lane, provider, sender, reply_code, parts,
        sent_at, is_unknown, traceparent, told, stayed, smsc_id)
      SELECT s.message_id, s.recipient_key, s.advertiser_id, s.campaign_id, s.lane, s.provider, s.sender, s.reply_code, s.parts,
        to_timestamp(s.at / 1000.0), s.is_unknown, s.traceparent, s.rank, s.stayed, s.smsc_id
      FROM given s
      ORDER BY s.message_id -- transactions lock rows in one order, so that they cannot deadlock
      ON CONFLICT (message_id) DO UPDATE SET
        -- An id is of the provider beside it.
        provider = CASE WHEN m.smsc_id IS NULL THEN excluded.provider ELSE m.provider END,
        smsc_id = CASE WHEN coalesce(excluded.parts, m.parts) = 1 THEN coalesce(m.smsc_id, excluded.smsc_id) END,
        sender = excluded.sender,
        reply_code = coalesce(excluded.reply_code, m.reply_code),
        parts = coalesce(excluded.parts, m.parts),
        -- Parts are reported for submitted messages only: then the outcome is known, whatever a successor of the dispatcher says.
        is_unknown = excluded.is_unknown AND m.parts IS NULL,
        stayed = excluded.stayed AND m.parts IS NULL,
        told = excluded.told,
        traceparent = coalesce(excluded.traceparent, m.traceparent),
        -- A repeated status of one attempt is milliseconds later: unchanged, no index is written.
        sent_at = CASE WHEN excluded.sent_at > m.sent_at + interval '1 minute' THEN excluded.sent_at ELSE m.sent_at END
      WHERE ${outranks('excluded.told')}
      RETURNING m.message_id, m.provider, m.smsc_id),
    refused AS MATERIALIZED (
      SELECT s.provider, s.smsc_id, s.message_id, s.at FROM given s
      WHERE s.smsc_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM sends m WHERE m.message_id = s.message_id AND m.provider = s.provider AND m.smsc_id = s.smsc_id))
    INSERT INTO sent_part AS p (provider, smsc_id, message_id, sent_at)
    SELECT DISTINCT ON (s.provider, s.smsc_id) s.provider, s.smsc_id, s.message_id, to_timestamp(s.at / 1000.0)
    FROM (
      SELECT * FROM ${SENT_PARTS.as('s', 16)}
      UNION ALL
      SELECT r.provider, r.smsc_id, r.message_id, r.at FROM refused r WHERE NOT EXISTS (
        SELECT FROM sent_message m WHERE m.message_id = r.message_id AND m.provider = r.provider AND m.smsc_id = r.smsc_id OFFSET 0)
    ) AS s(provider, smsc_id, message_id, at)
    ORDER BY s.provider, s.smsc_id, s.at DESC
    -- An operator may restart its ids: the latest message that has an id is the one meant.
    ON CONFLICT (provider, smsc_id) DO UPDATE SET
      message_id = excluded.message_id, sent_at = excluded.sent_at, stat = NULL, error = NULL, settled_at = NULL
    WHERE p.message_id <> excluded.message_id AND p.sent_at < excluded.sent_at`,
  deleteSends: `
    DELETE FROM sent_message m USING ${REFUSED_SENDS.as('r')} WHERE m.message_id = r.message_id AND ${outranks('r.rank')}`,
  store: `
    INSERT INTO raw_receipt (receipt_id, provider, smsc_id, stat, error, recipient_key, only_of_handset, reference, at, received_at)
    SELECT r.id, r.provider, r.smsc_id, r.stat, r.error, r.recipient_key, r.only_of_handset, r.reference, to_timestamp(r.at / 1000.0),
      to_timestamp(r.received_at / 1000.0)
    FROM ${RECEIPTS.as('r')}
    ON CONFLICT (receipt_id) DO NOTHING`,
  // Messages of receipts, by the number of the receipt from 1. One behind an earlier receipt that waits must not overtake it.
  find: `
    SELECT r.n::int AS "n!", m.message_id AS "messageId!", m.smsc_id AS "smscId!", m.is_part AS "isPart!"
    FROM ${RECEIPT_IDS.as('r', 1, { ordinality: 'n' })}
    CROSS JOIN LATERAL (${messageOf('r')}) AS m
    WHERE (SELECT true FROM raw_receipt w
      WHERE ${comparable('w.smsc_id')} = ${comparable('r.smsc_id')} AND w.provider = r.provider LIMIT 1) IS NULL`,
  // Settles messages that have one id. Rows are locked in the order of recordSends.
  settleWhole: `
    UPDATE sent_message m SET outcome = o.outcome
    FROM (SELECT * FROM ${OUTCOMES.as('o')} ORDER BY o.message_id) AS o
    WHERE m.message_id = o.message_id AND m.outcome IS NULL
    RETURNING ${SETTLED}`,
  // Two parts of one text that are settled side by side would each see the other outstanding; the number is any constant.
  lockSettling: 'SELECT pg_advisory_xact_lock(36181, hashtext(current_schema()))',
  isJoinable: `SELECT EXISTS (SELECT FROM ${WAITING_OF} AS r CROSS JOIN ${KNOWN}) AS "isJoinable!"`,
  takeOf: take(WAITING_OF),
  takeAny: take('(SELECT * FROM raw_receipt ORDER BY seq OFFSET 0)'),
  markParts: `
    UPDATE sent_part p SET stat = r.stat, error = r.error, settled_at = to_timestamp(r.at / 1000.0)
    FROM ${PART_STATES.as('r')}
    WHERE p.provider = r.provider AND p.smsc_id = r.smsc_id AND p.stat IS NULL
    RETURNING p.message_id AS "messageId"`,
  // One look-up for each message: without statistics of a young table the planner would read all of it in a join.
  settle: `
    UPDATE sent_message m SET outcome = s.outcome
    FROM unnest($1::uuid[]) AS t(message_id)
    CROSS JOIN LATERAL (
      SELECT p.provider, p.smsc_id, p.stat, p.error, p.settled_at,
        CASE WHEN p.stat = 'DELIVRD' THEN 'delivered' ELSE 'failed' END AS outcome,
        count(*) FILTER (WHERE p.stat = 'DELIVRD') OVER () AS delivered
      FROM sent_part p WHERE p.message_id = t.message_id AND p.stat IS NOT NULL
      ORDER BY p.stat = 'DELIVRD', CASE WHEN p.stat <> 'DELIVRD' THEN p.settled_at END, p.settled_at DESC
      LIMIT 1
    ) s
    WHERE m.message_id = t.message_id AND m.outcome IS NULL AND (s.outcome = 'failed' OR s.delivered >= coalesce(m.parts, 1))
    RETURNING ${SETTLED}, s.provider AS "provider!", s.smsc_id AS "smscId!", s.stat AS "stat!", s.error,
      round(extract(epoch FROM s.settled_at) * 1000)::float8 AS "at!"`,
  // A part for each receipt whose handset has exactly one message of unknown outcome.
  joinUnknown: `
    INSERT INTO sent_part (provider, smsc_id, message_id, sent_at)
    SELECT DISTINCT r.provider, r.smsc_id, m.message_id, m.sent_at
    FROM raw_receipt r
    CROSS JOIN LATERAL (
      SELECT min(s.message_id::text)::uuid AS message_id, min(s.sent_at) AS sent_at FROM sent_message s
      WHERE s.recipient_key = r.recipient_key AND s.provider = r.provider AND s.is_unknown AND s.outcome IS NULL AND s.smsc_id IS NULL
        AND s.sent_at BETWEEN r.at - interval '${MAX_VALIDITY}' AND r.at + interval '${SKEW}'
        AND NOT EXISTS (SELECT 1 FROM sent_part p WHERE p.message_id = s.message_id)
      HAVING count(*) = 1) AS m
    WHERE r.received_at < to_timestamp($1::float8 / 1000.0)
      AND NOT EXISTS (${messageOf('r')})
    ON CONFLICT (provider, smsc_id) DO NOTHING`,
  // A part for each receipt that names a message of this operator by our reference: its submit had no answer with an id.
  joinReferences: `
    INSERT INTO sent_part (provider, smsc_id, message_id, sent_at)
    SELECT DISTINCT ON (r.smsc_id) r.provider, r.smsc_id, m.message_id, m.sent_at
    FROM raw_receipt r JOIN sent_message m ON m.message_id = r.reference AND m.provider = r.provider
    WHERE r.received_at < to_timestamp($1::float8 / 1000.0) AND m.smsc_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM sent_part p WHERE p.message_id = m.message_id)
    ON CONFLICT (provider, smsc_id) DO NOTHING`,
  // Numbers are counted in the order of their receipts: replicas would lock them in different orders.
  lockFailures: 'SELECT pg_advisory_xact_lock(36182, hashtext(current_schema()))',
  countWaiting: 'SELECT count(*)::int AS count FROM raw_receipt',
  endFailures: `
    DELETE FROM failed_number f USING ${NUMBER_STATES.as('d')}
    WHERE f.recipient_key = d.recipient_key AND f.failed_at <= to_timestamp(d.at / 1000.0)
    RETURNING f.recipient_key AS "recipientKey"`,
  recordFailures: `
    INSERT INTO failed_number AS f (recipient_key, failed_at)
    SELECT d.recipient_key, to_timestamp(max(d.at) / 1000.0) FROM ${NUMBER_STATES.as('d')} GROUP BY d.recipient_key
    ON CONFLICT (recipient_key) DO UPDATE SET failed_at = greatest(f.failed_at, excluded.failed_at)`,
  deleteExpiredSends: deleteOlderThan('sent_message', 'sent_at'),
  deleteExpiredParts: deleteOlderThan('sent_part', 'sent_at'),
  deleteOrphans: deleteOlderThan('raw_receipt', 'received_at'),
});
