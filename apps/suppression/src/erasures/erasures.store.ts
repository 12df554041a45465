import { statements } from '@stopsms/persistence';
import type { ErasuresSql } from './erasures.sql';

const ENTRY = `id, kind, scope, requested_by AS "requestedBy", reason, document, done_at AS at`;

export const ERASURES_SQL = statements<ErasuresSql>({
  insert: `
    INSERT INTO erasure
      (id, kind, recipient_key, scope, requested_by, reason, document, explained_at, insisted_at, done_at, request_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0), to_timestamp($10 / 1000.0), $11)
    ON CONFLICT (id) DO NOTHING`,
  latestOfRequest: `
    SELECT id, done_at AS at FROM erasure WHERE id = $1 OR request_id = $1 ORDER BY done_at DESC, id LIMIT 1`,
  eraseRecipient: 'UPDATE erasure SET recipient_key = NULL WHERE recipient_key = $1',
  page: `
    SELECT ${ENTRY} FROM erasure WHERE $1::timestamptz IS NULL OR (done_at, id) < ($1, $2::uuid)
    ORDER BY done_at DESC, id DESC LIMIT $3`,
  ofPerson: `SELECT ${ENTRY} FROM erasure WHERE recipient_key = $1 ORDER BY done_at DESC, id DESC LIMIT $2`,
});
