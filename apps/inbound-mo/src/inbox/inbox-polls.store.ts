import { statements } from '@stopsms/persistence';
import type { InboxPollsSql } from './inbox-polls.sql';

export const INBOX_POLLS_SQL = statements<InboxPollsSql>({
  add: `INSERT INTO inbox_poll (provider, due_at, leased_until) SELECT name, now(), now() FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING`,
  deleteOthers: 'DELETE FROM inbox_poll WHERE NOT provider = ANY($1::text[])',
  claim: `
    UPDATE inbox_poll SET leased_until = now() + $2 * interval '1 ms', poll_id = $3
    WHERE provider = (SELECT provider FROM inbox_poll WHERE provider = ANY($1::text[]) AND due_at <= now() AND leased_until <= now()
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING provider, failures, round(extract(epoch FROM read_until) * 1000)::float8 AS "readUntil"`,
  /** None if another replica has taken the poll over. */
  renew: `UPDATE inbox_poll SET leased_until = now() + $3 * interval '1 ms' WHERE provider = $1 AND poll_id = $2 RETURNING true AS "isMine!"`,
  finish: `
    UPDATE inbox_poll SET polled_at = now(), read_until = to_timestamp($3 / 1000.0), failures = 0, fault = NULL, leased_until = now(),
      due_at = now() + $4 * interval '1 ms' WHERE provider = $1 AND poll_id = $2`,
  fail: `
    UPDATE inbox_poll SET failures = failures + 1, fault = $3, leased_until = now(), due_at = now() + $4 * interval '1 ms'
    WHERE provider = $1 AND poll_id = $2`,
  all: `SELECT provider, polled_at AS "polledAt", failures FROM inbox_poll ORDER BY provider`,
});
