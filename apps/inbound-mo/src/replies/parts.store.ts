import { rowsOf, statements } from '@stopsms/persistence';
import { ERASURES, deleteOlderThan } from '../retention';
import type { PartsSql } from './parts.sql';

export const PARTS = rowsOf(
  'mo_id uuid',
  'recipient_key text',
  'provider text',
  'msisdn text',
  'code text',
  'reference int',
  'total int',
  'sequence int',
  'text bytea',
  'received_at float8',
  'stored_at float8',
  'traceparent text',
  'breach text',
  'retry_key uuid null',
  'within float8 null',
  'accepted_at float8',
);

/** Long texts, by what their parts have in common. */
export const TEXTS = rowsOf('recipient_key text', 'code text', 'reference int', 'total int', 'breach text');

/** Parts, by the reply that they were read in. */
export const READ_PARTS = rowsOf('mo_id uuid', 'reply_id uuid');

const MAX_OVERDUE = 500;

const PART = `mo_id AS "moId", recipient_key AS "recipientKey", provider, msisdn AS "from!", code AS "to", reference, total, sequence,
  text_utf16 AS "textUtf16!", round(extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt", traceparent, breach, repeats,
  retry_key AS "retryKey", retry_within_ms AS "retryWithinMs",
  round(extract(epoch FROM coalesce(accepted_at, stored_at)) * 1000)::float8 AS "acceptedAt"`;

/** SQL of parts of long MOs. */
export const PARTS_SQL = statements<PartsSql>({
  // A part that looks like one of a text that was read repeats it: it must not join a new text of the same reference.
  store: `
    INSERT INTO mo_part (mo_id, recipient_key, provider, msisdn, code, reference, total, sequence, text_utf16, received_at, stored_at,
      traceparent, breach, retry_key, retry_within_ms, accepted_at, repeats)
    SELECT r.mo_id, r.recipient_key, r.provider, r.msisdn, r.code, r.reference, r.total, r.sequence, r.text,
      to_timestamp(r.received_at / 1000.0), to_timestamp(r.stored_at / 1000.0), r.traceparent, r.breach,
      r.retry_key, r.within, to_timestamp(r.accepted_at / 1000.0),
      (SELECT p.reply_id FROM mo_part p
       WHERE p.retry_key = r.retry_key AND p.reply_id IS NOT NULL AND p.mo_id <> r.mo_id
         AND p.accepted_at >= to_timestamp((r.accepted_at - r.within) / 1000.0)
       ORDER BY p.accepted_at LIMIT 1)
    FROM ${PARTS.as('r')}
    ON CONFLICT (mo_id) DO NOTHING`,
  waiting: `
    SELECT ${PART} FROM mo_part p
    WHERE reply_id IS NULL AND (recipient_key, code, reference, total, breach) IN (SELECT * FROM ${TEXTS.as('t')})
    ORDER BY sequence, stored_at FOR UPDATE`,
  overdue: `
    SELECT ${PART} FROM mo_part p
    WHERE reply_id IS NULL AND (recipient_key, code, reference, total, breach) IN (
      SELECT recipient_key, code, reference, total, breach FROM mo_part
      WHERE reply_id IS NULL GROUP BY 1, 2, 3, 4, 5
      HAVING max(stored_at) < to_timestamp($1::float8 / 1000.0) ORDER BY max(stored_at) LIMIT ${MAX_OVERDUE})
    ORDER BY sequence, stored_at FOR UPDATE SKIP LOCKED`,
  readIn: `
    SELECT ${PART}, reply_id AS "replyId!" FROM mo_part p
    WHERE recipient_key = ANY($1::text[]) AND reply_id = ANY($2::uuid[]) AND text_utf16 IS NOT NULL
    ORDER BY sequence, stored_at`,
  markRead: `UPDATE mo_part p SET reply_id = m.reply_id FROM ${READ_PARTS.as('m')} WHERE p.mo_id = m.mo_id`,
  erase: `
    UPDATE mo_part p SET msisdn = NULL, text_utf16 = NULL FROM ${ERASURES.as('e')}
    WHERE p.recipient_key = e.recipient_key AND p.reply_id IS NOT NULL AND p.msisdn IS NOT NULL
      AND (e.scope = '*' OR EXISTS (
        SELECT FROM reply r WHERE r.reply_id = p.reply_id
          AND r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', e.scope))))`,
  deleteExpired: deleteOlderThan('mo_part', 'stored_at'),
});
