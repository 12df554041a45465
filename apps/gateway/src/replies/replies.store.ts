import { rowsOf, statements } from '@stopsms/persistence';
import type { RepliesSql } from './replies.sql';

/** Deliveries of replies. */
export const QUEUED = rowsOf('delivery_id uuid');

export const REPLIES_SQL = statements<RepliesSql>({
  /** Returns the deliveries that were not queued before, by this release or the one before. */
  queue: `
    INSERT INTO queued_reply (delivery_id, queued_at)
    SELECT q.delivery_id, to_timestamp($2 / 1000.0) FROM ${QUEUED.as('q')}
    WHERE NOT EXISTS (SELECT FROM forwarded_reply f WHERE f.delivery_id = q.delivery_id)
    ON CONFLICT DO NOTHING RETURNING delivery_id AS "deliveryId"`,
  deleteQueuedBefore: `DELETE FROM queued_reply WHERE queued_at < to_timestamp($1 / 1000.0)`,
  // The earlier release stored texts before they were attributed; a long one has a row for each part.
  eraseEarlier: `
    DELETE FROM reply_text WHERE recipient_key IN (SELECT recipient_key FROM reply_text WHERE mo_id = ANY($1::uuid[]))`,
  deleteEarlierBefore: `DELETE FROM reply_text WHERE received_at < to_timestamp($1 / 1000.0)`,
});
