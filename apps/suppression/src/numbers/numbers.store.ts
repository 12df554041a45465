import { rowsOf, statements } from '@stopsms/persistence';
import type { NumberState } from './number-state';
import type { NumbersSql } from './numbers.sql';

/** States to store; instants in epoch ms. */
export const STATES = rowsOf(
  'recipient_key text',
  'state text',
  'since float8',
  'last_failure_at float8',
  'message_id uuid',
  'provider text',
  'stat text',
  'error text null',
);
/** Numbers and when their handsets last texted; epoch ms. */
export const TEXTED = rowsOf('recipient_key text', 'at float8');

const STATE = `recipient_key AS "recipientKey", state, (extract(epoch FROM since) * 1000)::float8 AS "since!",
  (extract(epoch FROM last_failure_at) * 1000)::float8 AS "lastFailureAt!", message_id AS "messageId", provider, stat, error`;
const REVIVED = `SELECT n.recipient_key FROM number_state n JOIN ${TEXTED.as('t')}
  ON n.recipient_key = t.recipient_key AND n.last_failure_at < to_timestamp(t.at / 1000.0)`;

export const NUMBERS_SQL = statements<NumbersSql>({
  of: `SELECT ${STATE} FROM number_state WHERE recipient_key = ANY($1::text[])`,
  lock: `SELECT ${STATE} FROM number_state WHERE recipient_key = ANY($1::text[]) ORDER BY recipient_key FOR UPDATE`,
  share: `SELECT ${STATE} FROM number_state WHERE recipient_key > $1 ORDER BY recipient_key LIMIT $2 FOR SHARE`,
  any: 'SELECT true AS any FROM number_state LIMIT 1',
  store: `
    INSERT INTO number_state (recipient_key, state, since, last_failure_at, message_id, provider, stat, error)
    SELECT s.recipient_key, s.state, to_timestamp(s.since / 1000.0), to_timestamp(s.last_failure_at / 1000.0), s.message_id,
      s.provider, s.stat, s.error
    FROM ${STATES.as('s')}
    ORDER BY s.recipient_key
    ON CONFLICT (recipient_key) DO UPDATE SET state = excluded.state, since = excluded.since,
      last_failure_at = excluded.last_failure_at, message_id = excluded.message_id, provider = excluded.provider,
      stat = excluded.stat, error = excluded.error`,
  delete: 'DELETE FROM number_state WHERE recipient_key = ANY($1::text[])',
  anyRevived: `${REVIVED} LIMIT 1`,
  lockRevived: `${REVIVED} ORDER BY n.recipient_key FOR UPDATE OF n`,
  deleteRevived: `DELETE FROM number_state WHERE recipient_key IN (${REVIVED}) RETURNING recipient_key AS "recipientKey", state`,
  deleteUnreachableBefore: `
    DELETE FROM number_state WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM number_state WHERE state = 'unreachable' AND last_failure_at < to_timestamp($1 / 1000.0) LIMIT $2))
    RETURNING true AS deleted`,
});

export type NumberStateRow = NumberState & { recipientKey: string };

export const toNumberState = ({ error, ...row }: NumbersSql['of']['row']): NumberStateRow => ({
  ...row,
  ...(error !== null && { error }),
});
