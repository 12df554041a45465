import { rowsOf, statements } from '@stopsms/persistence';
import type { ImportsSql } from './imports.sql';

/** Remarks on rows of a file. */
export const REMARKS = rowsOf('row int', 'refused boolean', 'code text', 'reason text', 'number text');

const IMPORT = `SELECT id, advertiser_id AS "advertiserId", address_book_id AS "addressBookId", form, state, rows_done AS done,
  rows_all AS all, imported, with_consent AS "withConsent", consents_added AS "consentsAdded", refused AS "refusedCount",
  duplicates, opted_out AS "optedOut", warnings AS "warningsCount", created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt" FROM import`;

export const IMPORTS_SQL = statements<ImportsSql>({
  owner: 'SELECT advertiser_id AS "advertiserId" FROM import WHERE id = $1',
  byId: `${IMPORT} WHERE id = $1`,
  page: `${IMPORT} WHERE address_book_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
  remarks: `
    SELECT row, code, reason, number FROM import_remark WHERE import_id = $1 AND refused = $2 AND row > $3
    ORDER BY row LIMIT $4`,
  unfinishedOfBook: `SELECT id FROM import WHERE address_book_id = $1 AND state <> 'completed' LIMIT 1`,

  begin: `
    INSERT INTO import (id, advertiser_id, address_book_id, form, state, leased_until, created_at, options)
    SELECT $1, advertiser_id, id, $3, 'receiving', now() + $4 * interval '1 ms', to_timestamp($5 / 1000.0), $6
    FROM address_book WHERE id = $2 AND deleted_at IS NULL FOR KEY SHARE
    RETURNING id`,
  addPiece: `
    WITH receiving AS (
      UPDATE import SET leased_until = now() + $4 * interval '1 ms' WHERE id = $1 AND state = 'receiving' RETURNING id)
    INSERT INTO import_piece (import_id, n, bytes) SELECT id, $2, $3 FROM receiving RETURNING n`,
  piece: 'SELECT bytes FROM import_piece WHERE import_id = $1 AND n = $2',
  setReceived: `UPDATE import SET state = 'waiting', rows_all = $2, leased_until = now() WHERE id = $1`,
  delete: 'DELETE FROM import WHERE id = $1',
  deleteInterrupted: `DELETE FROM import WHERE state = 'receiving' AND leased_until < now()`,

  isAnyWaiting: `
    SELECT EXISTS (SELECT FROM import WHERE state IN ('waiting', 'running') AND leased_until <= now()) AS "isWaiting!"`,
  claim: `
    UPDATE import SET state = 'running', leased_until = now() + $1 * interval '1 ms',
      started_at = coalesce(started_at, to_timestamp($2 / 1000.0))
    WHERE id = (SELECT id FROM import WHERE state IN ('waiting', 'running') AND leased_until <= now()
      ORDER BY leased_until LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, address_book_id AS "addressBookId", form, rows_done AS "rowsDone", options`,
  release: 'UPDATE import SET leased_until = now() WHERE id = $1',
  lockAt: `SELECT id FROM import WHERE id = $1 AND rows_done = $2 AND state = 'running' FOR UPDATE`,
  addRemarks: `
    INSERT INTO import_remark (import_id, row, refused, code, reason, number)
    SELECT $1, r.* FROM ${REMARKS.as('r', 2)}`,
  advance: `
    UPDATE import SET rows_done = $2, imported = imported + $3, with_consent = with_consent + $4,
      consents_added = consents_added + $5, refused = refused + $6, duplicates = duplicates + $7,
      opted_out = opted_out + $8, warnings = warnings + $9, leased_until = now() + $10 * interval '1 ms',
      state = CASE WHEN $11 THEN 'completed' ELSE state END,
      finished_at = CASE WHEN $11 THEN to_timestamp($12 / 1000.0) END
    WHERE id = $1`,
  deletePieces: 'DELETE FROM import_piece WHERE import_id = $1',
});
