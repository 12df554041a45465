import { statements } from '@stopsms/persistence';
import type { ExportsSql } from './exports.sql';

export const EXPORTS_SQL = statements<ExportsSql>({
  insert: `
    INSERT INTO opt_out_export (id, advertiser_id, exported_at, entries, bytes, sha256, key_id, signature)
    VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8)`,
  byId: `
    SELECT advertiser_id AS "advertiserId", exported_at AS "exportedAt", entries, bytes, sha256, key_id AS "keyId", signature
    FROM opt_out_export WHERE id = $1`,
});
