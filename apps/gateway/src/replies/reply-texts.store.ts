import { rowsOf, statements } from '@stopsms/persistence';
import type { ReplyTextsSql } from './reply-texts.sql';

/** Texts that persons sent to codes of accounts, before anybody attributed them; `received_at` in epoch ms. */
export const RECEIVED = rowsOf(
  'mo_id uuid',
  'recipient_key text',
  'msisdn text',
  'code text',
  'text text',
  'reference int null',
  'total int null',
  'sequence int null',
  'received_at float8',
);
/** Deliveries of replies. */
export const FORWARDED = rowsOf('delivery_id uuid', 'mo_id uuid');
export const ERASED = rowsOf('key text');

export const REPLY_TEXTS_SQL = statements<ReplyTextsSql>({
  add: `
    INSERT INTO reply_text (mo_id, recipient_key, msisdn, code, text, reference, total, sequence, received_at)
    SELECT r.mo_id, r.recipient_key, r.msisdn, r.code, r.text, r.reference, r.total, r.sequence,
      to_timestamp(r.received_at / 1000.0)
    FROM ${RECEIVED.as('r')} ON CONFLICT DO NOTHING`,
  // A long text is the parts with the reference of the one that names it that arrived nearest to it: a person may write two long texts with
  // one reference within the hour, to two advertisers of one code.
  find: `
    SELECT m.mo_id AS "moId", m.msisdn, m.code, m.recipient_key AS "recipientKey", m.received_at AS "receivedAt", m.text,
      (SELECT string_agg(p.text, '' ORDER BY p.sequence)
       FROM (SELECT DISTINCT ON (o.sequence) o.text, o.sequence FROM reply_text o
         WHERE o.recipient_key = m.recipient_key AND o.code = m.code AND o.reference = m.reference AND o.total = m.total
           AND o.received_at BETWEEN m.received_at - interval '1 hour' AND m.received_at + interval '1 hour'
         ORDER BY o.sequence, abs(extract(epoch FROM o.received_at - m.received_at)), o.mo_id = m.mo_id DESC) p) AS "whole?"
    FROM reply_text m WHERE m.mo_id = ANY($1::uuid[])`,
  /** Returns the deliveries that were not queued before. They are remembered as long as the text. */
  forward: `
    INSERT INTO forwarded_reply (delivery_id, mo_id) SELECT f.delivery_id, f.mo_id FROM ${FORWARDED.as('f')}
    ON CONFLICT DO NOTHING RETURNING delivery_id AS "deliveryId"`,
  erase: `DELETE FROM reply_text r USING ${ERASED.as('e')} WHERE r.recipient_key = e.key`,
  eraseByLastCharacter: `DELETE FROM reply_text WHERE right(recipient_key, 1) = ANY($1::text[])`,
  deleteBefore: `DELETE FROM reply_text WHERE received_at < to_timestamp($1 / 1000.0)`,
});
