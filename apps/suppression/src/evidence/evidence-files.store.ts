import { statements } from '@stopsms/persistence';
import type { EvidenceFilesSql } from './evidence-files.sql';

export const EVIDENCE_FILES_SQL = statements<EvidenceFilesSql>({
  insert: `
    INSERT INTO evidence_file (id, made_by, purpose, made_at, entries, bytes, sha256, key_id, signature)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  byId: `
    SELECT made_by AS "madeBy", purpose, made_at AS "madeAt", entries, bytes, sha256, key_id AS "keyId", signature
    FROM evidence_file WHERE id = $1`,
});
