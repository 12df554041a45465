import { rowsOf, statements } from '@stopsms/persistence';
import type { QuarantinesSql } from './quarantines.sql';

/** MOs of replies that hold adverts. */
export const HELD_MOS = rowsOf(
  'mo_id uuid',
  'recipient_key text',
  'code text',
  'why text',
  'reply_id uuid',
  'every_advertiser boolean',
  'advertiser_ids jsonb',
  'received_at float8',
);

/** Replies that were decided to opt out, by the reply that waited. */
export const DECIDED_STOPS = rowsOf(
  'unclassified_id uuid',
  'reply_id uuid',
  'every_advertiser boolean',
  'advertiser_ids jsonb',
);

/** Records that are published again at a time. */
const MAX_REPUBLISHED = 500;

const RECORD = `q.mo_id AS "moId", q.recipient_key AS "recipientKey", q.code, q.why, q.every_advertiser AS "everyAdvertiser",
  q.advertiser_ids AS "advertiserIds", round(extract(epoch FROM q.received_at) * 1000)::float8 AS "receivedAt!"`;

const ITEM = `SELECT mo_id AS "moId", why, code, reply_id AS "replyId", received_at AS "receivedAt", ended_at AS "endedAt",
  ended_by AS "endedBy", ended_why AS "endedWhy" FROM quarantine`;

/** SQL of quarantines. */
export const QUARANTINES_SQL = statements<QuarantinesSql>({
  openOfReplies: `
    INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, reply_id, every_advertiser, advertiser_ids, received_at, told_at)
    SELECT r.mo_id, r.recipient_key, r.code, r.why, r.reply_id, r.every_advertiser, r.advertiser_ids,
      to_timestamp(r.received_at / 1000.0), to_timestamp($9::float8 / 1000.0)
    FROM ${HELD_MOS.as('r')}
    ON CONFLICT (mo_id) DO UPDATE SET why = excluded.why, reply_id = excluded.reply_id,
      every_advertiser = excluded.every_advertiser, advertiser_ids = excluded.advertiser_ids,
      ended_at = NULL, ended_by = NULL, ended_why = NULL
    RETURNING ${RECORD}`,
  openOfParts: `
    INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, received_at, told_at)
    SELECT mo_id, recipient_key, code, 'part', received_at, to_timestamp($2::float8 / 1000.0)
    FROM mo_part WHERE mo_id = ANY($1::uuid[]) AND reply_id IS NULL
    ON CONFLICT (mo_id) DO UPDATE SET why = excluded.why, reply_id = NULL WHERE q.ended_at IS NULL RETURNING ${RECORD}`,
  openUnreadable: `
    INSERT INTO quarantine AS q (mo_id, recipient_key, code, why, received_at, told_at)
    VALUES ($1, $2, $3, 'unreadable', to_timestamp($4::float8 / 1000.0), to_timestamp($5::float8 / 1000.0))
    ON CONFLICT (mo_id) DO NOTHING RETURNING ${RECORD}`,
  // Returns those that still wait for suppression or for a decision, since their first delivery.
  endHandled: `
    WITH over AS (
      DELETE FROM quarantine WHERE mo_id = ANY($1::uuid[]) AND why NOT IN ('opt-out', 'undecided') AND ended_at IS NULL)
    SELECT mo_id AS "moId" FROM quarantine WHERE mo_id = ANY($1::uuid[]) AND why IN ('opt-out', 'undecided') AND ended_at IS NULL`,
  endRecorded: 'DELETE FROM quarantine WHERE reply_id = ANY($1::uuid[]) AND ended_at IS NULL RETURNING mo_id AS "moId"',
  endUnclassified: `
    DELETE FROM quarantine WHERE reply_id = ANY($1::uuid[]) AND why = 'undecided' AND ended_at IS NULL RETURNING mo_id AS "moId"`,
  endByHand: `
    UPDATE quarantine SET ended_at = to_timestamp($4::float8 / 1000.0), ended_by = $2, ended_why = $3
    WHERE mo_id = $1 AND ended_at IS NULL AND why <> 'undecided' RETURNING mo_id AS "moId"`,
  decideStops: `
    UPDATE quarantine q SET why = 'opt-out', reply_id = s.reply_id, every_advertiser = s.every_advertiser,
      advertiser_ids = s.advertiser_ids, told_at = to_timestamp($5::float8 / 1000.0)
    FROM ${DECIDED_STOPS.as('s')}
    WHERE q.reply_id = s.unclassified_id AND q.why = 'undecided' AND q.ended_at IS NULL RETURNING ${RECORD}`,
  republish: `
    UPDATE quarantine q SET told_at = to_timestamp($1::float8 / 1000.0)
    FROM (SELECT mo_id FROM quarantine WHERE ended_at IS NULL AND told_at < to_timestamp($2::float8 / 1000.0)
          ORDER BY told_at LIMIT ${MAX_REPUBLISHED} FOR UPDATE SKIP LOCKED) AS old
    WHERE q.mo_id = old.mo_id RETURNING ${RECORD}`,
  // A replica of the previous release settles replies and leaves their quarantines open.
  settledReplies: `
    SELECT q.reply_id AS "replyId!" FROM quarantine q JOIN unread_reply u ON u.reply_id = q.reply_id
    WHERE q.why = 'undecided' AND q.ended_at IS NULL AND q.told_at < to_timestamp($1::float8 / 1000.0) AND u.state <> 'open'`,
  page: `
    ${ITEM} WHERE ($1::text IS NULL OR ($1 = 'ended') = (ended_at IS NOT NULL))
      AND ($2::timestamptz IS NULL OR (received_at, mo_id) > ($2, $3::uuid))
    ORDER BY received_at, mo_id LIMIT $4`,
  byId: `${ITEM} WHERE mo_id = $1`,
});
