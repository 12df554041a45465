import { statements } from '@stopsms/persistence';
import type { ReconciliationsSql } from './reconciliations.sql';

/** Keys listed in a response; the counts are complete. */
export const MAX_LISTED = 1_000;

/** SQL: entries of a scope that are out here and not on the operator's list. */
const ONLY_HERE = `FROM opt_out o WHERE o.scope COLLATE "C" = $2 AND o.state = 'out' AND NOT EXISTS (
  SELECT FROM reconciled_key r WHERE r.reconciliation_id = $1 AND r.recipient_key = o.recipient_key)`;

export const RECONCILIATIONS_SQL = statements<ReconciliationsSql>({
  add: `
    INSERT INTO reconciled_key (reconciliation_id, recipient_key, listed_at)
    SELECT $1, key, to_timestamp($3 / 1000.0) FROM unnest($2::text[]) AS key ON CONFLICT DO NOTHING RETURNING true AS added`,
  countOnlyHere: `SELECT count(*)::int AS "count!" ${ONLY_HERE}`,
  onlyHere: `SELECT o.recipient_key AS "recipientKey" ${ONLY_HERE} LIMIT ${MAX_LISTED}`,
  delete: 'DELETE FROM reconciled_key WHERE reconciliation_id = $1',
  deleteBefore: `
    DELETE FROM reconciled_key WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM reconciled_key WHERE listed_at < to_timestamp($1 / 1000.0) LIMIT $2))
    RETURNING true AS deleted`,
});
