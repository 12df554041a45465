import { rowsOf, statements } from '@stopsms/persistence';
import type { SubmissionsSql } from './submissions.sql';

export const SUBMITTED = rowsOf(
  'message_id uuid',
  'account text',
  'advertiser_id uuid',
  'door text',
  'wanted text',
  'idempotency_key text null',
  'fingerprint int',
  'envelope jsonb',
);
export const KEYS = rowsOf('account text', 'door text', 'idempotency_key text');
/** Stages that messages reached; `at` in epoch ms. */
export const REACHED = rowsOf('message_id uuid', 'stage text', 'rank int', 'code text null', 'at float8');

/** Rank from which nothing more is reported. */
const FINAL = 4;
export const SETTLE_BATCH = 500;

export const SUBMISSIONS_SQL = statements<SubmissionsSql>({
  insert: `
    INSERT INTO submission (message_id, account, advertiser_id, door, wanted, idempotency_key, fingerprint, envelope,
      submitted_at, stage_at)
    SELECT s.message_id, s.account, s.advertiser_id, s.door, s.wanted, s.idempotency_key, s.fingerprint, s.envelope,
      to_timestamp($9 / 1000.0), to_timestamp($9 / 1000.0)
    FROM ${SUBMITTED.as('s')} ON CONFLICT DO NOTHING
    RETURNING message_id AS "messageId"`,
  byKey: `
    SELECT s.message_id AS "messageId", s.account, s.door, s.idempotency_key AS "idempotencyKey!", s.fingerprint
    FROM ${KEYS.as('k')} JOIN submission s
      ON s.account = k.account AND s.door = k.door AND s.idempotency_key = k.idempotency_key`,
  find: `
    SELECT stage, code, envelope, submitted_at AS "submittedAt" FROM submission
    WHERE message_id = $1 AND account = $2 AND door = $3`,
  // A later stage never yields to an earlier one, and what is final stays: two reports of one message arrive in either order.
  reach: `
    WITH reached AS (
      SELECT s.message_id, s.envelope, r.stage, r.rank, r.code, r.at
      FROM ${REACHED.as('r')} JOIN submission s USING (message_id)
      WHERE r.rank > s.rank AND s.rank < ${FINAL}
      ORDER BY s.message_id FOR UPDATE OF s
    )
    UPDATE submission s SET stage = r.stage, rank = r.rank, code = r.code, stage_at = to_timestamp(r.at / 1000.0),
      envelope = CASE WHEN r.rank >= ${FINAL} THEN NULL ELSE s.envelope END
    FROM reached r WHERE s.message_id = r.message_id AND s.rank < ${FINAL}
    RETURNING s.message_id AS "messageId", s.account, s.door, s.wanted, s.stage,
      s.submitted_at AS "submittedAt", r.envelope AS "envelope?", s.rank >= ${FINAL} AS "isFinal!"`,
  // After so long no report of an operator is expected.
  silent: `
    SELECT message_id AS "messageId", stage FROM submission
    WHERE rank < ${FINAL} AND (submitted_at < to_timestamp($2 / 1000.0)
      OR (stage IN ('submitted', 'unknown') AND stage_at < to_timestamp($1 / 1000.0)))
    ORDER BY submitted_at LIMIT ${SETTLE_BATCH}`,
  deleteBefore: `DELETE FROM submission WHERE rank >= ${FINAL} AND stage_at < to_timestamp($1 / 1000.0)`,
});
