import { rowsOf, statements } from '@stopsms/persistence';
import type { AdvertiserKeysSql } from './advertiser-keys.sql';

/** Uses of keys; instants are epoch ms. */
export const KEY_USES = rowsOf('id uuid', 'at float8');

const VIEW = `id, name, created_at AS "createdAt", created_by AS "createdBy", expires_at AS "expiresAt",
  scopes, addresses, revoked_at AS "revokedAt", revoked_by AS "revokedBy", last_used_at AS "lastUsedAt"`;

export const ADVERTISER_KEYS_SQL = statements<AdvertiserKeysSql>({
  count: 'SELECT count(*)::int AS count FROM advertiser_key WHERE advertiser_id = $1 AND revoked_at IS NULL',
  create: `
    INSERT INTO advertiser_key
      (id, advertiser_id, name, created_at, created_by, expires_at, hash, limited_hash, scopes, addresses)
    VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), $5, to_timestamp($6 / 1000.0), $7, $8, $9, $10) RETURNING ${VIEW}`,
  revoke: `
    UPDATE advertiser_key SET revoked_by = CASE WHEN revoked_at IS NULL THEN $4 ELSE revoked_by END,
      revoked_at = coalesce(revoked_at, to_timestamp($3 / 1000.0))
    WHERE advertiser_id = $1 AND id = $2 RETURNING ${VIEW}`,
  list: `SELECT ${VIEW} FROM advertiser_key WHERE advertiser_id = $1 ORDER BY id DESC`,
  recordUses: `
    UPDATE advertiser_key AS k SET last_used_at = greatest(k.last_used_at, to_timestamp(u.at / 1000.0))
    FROM ${KEY_USES.as('u')} WHERE k.id = u.id`,
  published: `
    SELECT id, name, coalesce(limited_hash, hash) AS hash, (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
      scopes, addresses
    FROM advertiser_key WHERE advertiser_id = $1 AND revoked_at IS NULL ORDER BY id`,
});
