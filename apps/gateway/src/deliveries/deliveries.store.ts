import { rowsOf, statements } from '@stopsms/persistence';
import type { DeliveriesSql } from './deliveries.sql';

/** New deliveries; instants in epoch ms. */
export const ADDED = rowsOf('id uuid', 'account text', 'door text', 'recipient_key text null', 'content jsonb');
/** Number of deliveries that each account can take. */
export const CAPACITY = rowsOf('door text', 'account text', 'count int');
export const DELAYED = rowsOf('id uuid', 'due_at float8');

export const DELIVERIES_SQL = statements<DeliveriesSql>({
  add: `
    INSERT INTO delivery (id, account, door, recipient_key, content, created_at, due_at, expires_at)
    SELECT d.id, d.account, d.door, d.recipient_key, d.content, to_timestamp($6 / 1000.0), to_timestamp($6 / 1000.0),
      to_timestamp($7 / 1000.0)
    FROM ${ADDED.as('d')} ON CONFLICT DO NOTHING
    RETURNING door`,
  // Until the lease ends, no other replica tries the same.
  lease: `
    UPDATE delivery d SET due_at = to_timestamp($5 / 1000.0), attempts = d.attempts + 1
    FROM (
      SELECT due.id FROM ${CAPACITY.as('c')} CROSS JOIN LATERAL (
        SELECT id FROM delivery w WHERE w.account = c.account AND w.door = c.door AND w.due_at <= to_timestamp($4 / 1000.0)
        ORDER BY w.due_at, w.id LIMIT c.count FOR UPDATE SKIP LOCKED
      ) AS due
    ) AS leased
    WHERE d.id = leased.id
    RETURNING d.id, d.account, d.door, d.content, d.attempts, d.created_at AS "createdAt"`,
  remove: `DELETE FROM delivery WHERE id = ANY($1::uuid[])`,
  delay: `
    UPDATE delivery d SET due_at = to_timestamp(l.due_at / 1000.0) FROM ${DELAYED.as('l')} WHERE d.id = l.id`,
  waiting: `SELECT account, count(*)::int AS "count!" FROM delivery GROUP BY account`,
  expire: `DELETE FROM delivery WHERE expires_at < to_timestamp($1 / 1000.0) RETURNING door`,
  eraseReplies: `DELETE FROM delivery WHERE content->>'replyId' = ANY($1::text[]) AND content->>'kind' = 'reply'`,
});
