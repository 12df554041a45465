import { rowsOf, statements } from '@stopsms/persistence';
import type { AbuseReportsSql } from './abuse-reports.sql';

/** Reports to store; instants in epoch ms. */
export const REPORTS = rowsOf(
  'id uuid',
  'source text',
  'report_id text null',
  'sender text',
  'recipient_key text null',
  'received_at float8',
  'sent_at float8 null',
  'text text null',
  'state text',
  'code text null',
  'advertiser_id uuid null',
);
/** Outcomes of the comparison with texts that were sent. */
export const MATCHES = rowsOf(
  'id uuid',
  'state text',
  'code text null',
  'recipient_key text null',
  'advertiser_id uuid null',
  'campaign_id uuid null',
);

/** SQL: an instant as ISO 8601. */
const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** SQL: epoch ms of an instant. */
const ms = (instant: string): string => `(round(extract(epoch FROM ${instant}) * 1000))::float8`;

const REPORT = `seq, id, source, report_id AS "reportId", sender, recipient_key AS "recipientKey",
  ${iso('received_at')} AS "receivedAt!", ${iso('sent_at')} AS "sentAt?", text, state, code, advertiser_id AS "advertiserId",
  campaign_id AS "campaignId", ${iso('recorded_at')} AS "recordedAt!", resolved_by AS "resolvedBy", resolution,
  ${iso('resolved_at')} AS "resolvedAt?"`;

export const ABUSE_REPORTS_SQL = statements<AbuseReportsSql>({
  page: `
    SELECT ${REPORT} FROM abuse_report WHERE ($1::text IS NULL OR state = $1) AND seq > $2::bigint ORDER BY seq LIMIT $3`,
  ofPerson: `SELECT ${REPORT} FROM abuse_report WHERE recipient_key = $1 ORDER BY seq DESC LIMIT $2`,
  // Ordered, so that two uploads wait for each other in turn, never in a circle.
  insert: `
    INSERT INTO abuse_report
      (id, source, report_id, sender, recipient_key, received_at, sent_at, text, state, code, advertiser_id, recorded_at)
    SELECT r.id, r.source, r.report_id, r.sender, r.recipient_key, to_timestamp(r.received_at / 1000.0),
      to_timestamp(r.sent_at / 1000.0), r.text, r.state, r.code, r.advertiser_id, to_timestamp($12 / 1000.0)
    FROM ${REPORTS.as('r')}
    ORDER BY r.id
    ON CONFLICT (id) DO NOTHING RETURNING id`,
  lockUnmatched: `
    SELECT id, source, ${ms('received_at')} AS "receivedAt!", ${ms('recorded_at')} AS "acceptedAt!", ${ms('sent_at')} AS "sentAt?"
    FROM abuse_report WHERE id = ANY($1::uuid[]) AND state = 'unmatched' ORDER BY id FOR UPDATE`,
  // A value that was known before is kept.
  recordMatches: `
    UPDATE abuse_report r SET state = m.state, code = m.code, recipient_key = coalesce(m.recipient_key, r.recipient_key),
      advertiser_id = coalesce(m.advertiser_id, r.advertiser_id), campaign_id = coalesce(m.campaign_id, r.campaign_id)
    FROM ${MATCHES.as('m')} WHERE r.id = m.id`,
  lock: `
    SELECT state, source, sender, recipient_key AS "recipientKey", advertiser_id AS "advertiserId",
      ${ms('received_at')} AS "at!", ${ms('recorded_at')} AS "acceptedAt!"
    FROM abuse_report WHERE id = $1 FOR UPDATE`,
  resolve: `
    UPDATE abuse_report SET state = 'resolved', resolved_by = $2, resolution = $3, resolved_at = to_timestamp($4 / 1000.0),
      recipient_key = coalesce($5, recipient_key), advertiser_id = coalesce($6::uuid, advertiser_id)
    WHERE id = $1`,
  eraseTexts: `UPDATE abuse_report SET text = NULL WHERE recipient_key = $1 AND ($2 = '*' OR advertiser_id::text = $2)`,
  eraseRecipient: 'UPDATE abuse_report SET recipient_key = NULL, text = NULL WHERE recipient_key = $1',
  deleteBefore: `
    DELETE FROM abuse_report WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM abuse_report WHERE recorded_at < to_timestamp($1 / 1000.0) LIMIT $2))
    RETURNING true AS deleted`,
});
