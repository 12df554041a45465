import { rowsOf, statements } from '@stopsms/persistence';
import type { SentTextsSql } from './sent-texts.sql';

/**
 * Texts of a batch of cleared messages, with the keys of their recipients, separated by spaces, of which the first `exact` received the text
 * itself; instants are epoch ms.
 */
export const TEXTS = rowsOf(
  'id uuid',
  'advertiser_id uuid',
  'campaign_id uuid null',
  'sender text',
  'text text',
  'at float8',
  'recipient_keys text',
  'exact int',
);
/** Texts that reports complain of, and when they were sent, in epoch ms. */
export const REPORTED = rowsOf(
  'report_id uuid',
  'text_id uuid',
  'recipient_key text null',
  'since float8',
  'until float8',
);

/** Texts of one sender that a report is compared with: some tens of milliseconds of comparing, and a megabyte. */
export const MAX_TEXTS = 5_000;

export const SENT_TEXTS_SQL = statements<SentTextsSql>({
  keep: `
    WITH batch AS (SELECT * FROM ${TEXTS.as('t')}), texts AS (
      INSERT INTO sent_text (text_id, advertiser_id, campaign_id, sender, text, kept_at)
      SELECT DISTINCT ON (t.id) t.id, t.advertiser_id, t.campaign_id, t.sender, t.text, to_timestamp(t.at / 1000.0)
      FROM batch t
      WHERE NOT EXISTS (SELECT 1 FROM sent_text s WHERE s.text_id = t.id)
      ORDER BY t.id -- two batches then wait for each other in turn, never in a circle
      ON CONFLICT (text_id) DO NOTHING)
    INSERT INTO sent_text_batch (text_id, at, recipient_keys, exact)
    SELECT b.id, to_timestamp(b.at / 1000.0), string_to_array(b.recipient_keys, ' '), b.exact FROM batch b`,
  ofSender: `
    SELECT text_id AS "textId", text FROM sent_text t
    WHERE (lower(sender) = $1 OR advertiser_id = ANY($2::uuid[])) AND char_length(text) BETWEEN $5::int / 2 AND $6::int
      AND EXISTS (SELECT 1 FROM sent_text_batch b WHERE b.text_id = t.text_id
        AND b.at BETWEEN to_timestamp($3 / 1000.0) AND to_timestamp($4 / 1000.0))
    LIMIT ${MAX_TEXTS + 1}`,
  sightings: `
    SELECT q.report_id AS "reportId!", t.advertiser_id AS "advertiserId", t.campaign_id AS "campaignId",
      min(r.key COLLATE "C") AS "one!", max(r.key COLLATE "C") AS "other!"
    FROM ${REPORTED.as('q')}
    JOIN sent_text t ON t.text_id = q.text_id
    JOIN sent_text_batch b ON b.text_id = q.text_id
      AND b.at BETWEEN to_timestamp(q.since / 1000.0) AND to_timestamp(q.until / 1000.0)
      AND (q.recipient_key IS NULL OR q.recipient_key = ANY(b.recipient_keys))
    CROSS JOIN LATERAL unnest(b.recipient_keys) AS r(key)
    WHERE q.recipient_key IS NULL OR r.key = q.recipient_key
    GROUP BY q.report_id, t.advertiser_id, t.campaign_id`,
  deleteBatchesBefore: 'DELETE FROM sent_text_batch WHERE at < to_timestamp($1 / 1000.0)',
  deleteTextsBefore: `
    DELETE FROM sent_text t WHERE kept_at < to_timestamp($1 / 1000.0)
      AND NOT EXISTS (SELECT 1 FROM sent_text_batch b WHERE b.text_id = t.text_id)`,
  // The keys are in no index: see eraseSentTexts.
  eraseKeys: `
    UPDATE sent_text_batch b SET (recipient_keys, exact) = (
      SELECT coalesce(array_agg(r.key ORDER BY r.nth), '{}'), count(*) FILTER (WHERE r.nth <= b.exact)
      FROM unnest(b.recipient_keys) WITH ORDINALITY AS r(key, nth) WHERE r.key <> ALL ($1::text[]))
    WHERE at >= to_timestamp($2 / 1000.0) AND at < to_timestamp($3 / 1000.0) AND recipient_keys && $1::text[]`,
  eraseTexts: `
    WITH gone AS (
      DELETE FROM sent_text_batch WHERE at >= to_timestamp($1 / 1000.0) AND at < to_timestamp($2 / 1000.0) AND exact = 0
      RETURNING text_id)
    DELETE FROM sent_text t WHERE text_id IN (SELECT text_id FROM gone)
      AND NOT EXISTS (SELECT 1 FROM sent_text_batch b WHERE b.text_id = t.text_id AND b.exact > 0)`,
});
