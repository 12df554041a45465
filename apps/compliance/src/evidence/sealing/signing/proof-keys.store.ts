import { statements } from '@stopsms/persistence';
import type { ProofKeysSql } from './proof-keys.sql';

export const PROOF_KEYS_SQL = statements<ProofKeysSql>({
  list: `
    SELECT key_id AS "keyId", public_key AS "publicKey", valid_from AS "validFrom", valid_until AS "validUntil",
      revoked_from AS "revokedFrom" FROM proof_key ORDER BY valid_from, key_id`,
  byId: `
    SELECT valid_from AS "validFrom", valid_until AS "validUntil", revoked_from AS "revokedFrom" FROM proof_key WHERE key_id = $1`,
  revoke: 'UPDATE proof_key SET revoked_from = $2 WHERE key_id = $1 AND (revoked_from IS NULL OR revoked_from > $2)',
  use: `
    INSERT INTO proof_key (key_id, public_key, valid_from) VALUES ($1, $2, $3) ON CONFLICT (key_id) DO UPDATE SET valid_until = NULL`,
  endOthers: 'UPDATE proof_key SET valid_until = $2 WHERE key_id <> $1 AND valid_until IS NULL',
});
