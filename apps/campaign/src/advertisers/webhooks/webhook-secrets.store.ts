import { statements } from '@stopsms/persistence';
import type { WebhookSecretsSql } from './webhook-secrets.sql';

const VIEW = `id, created_at AS "createdAt", created_by AS "createdBy", retired_at AS "retiredAt", retired_by AS "retiredBy"`;

export const WEBHOOK_SECRETS_SQL = statements<WebhookSecretsSql>({
  // A secret is sealed until it is retired (webhook_secret_check).
  allInUse: `SELECT advertiser_id AS "advertiserId", sealed AS "sealed!" FROM webhook_secret WHERE retired_at IS NULL`,
  inUse: `SELECT id, sealed AS "sealed!" FROM webhook_secret WHERE advertiser_id = $1 AND retired_at IS NULL ORDER BY id`,
  count: 'SELECT count(*)::int AS count FROM webhook_secret WHERE advertiser_id = $1 AND retired_at IS NULL',
  create: `
    INSERT INTO webhook_secret (id, advertiser_id, sealed, created_at, created_by)
    VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), $5) RETURNING ${VIEW}`,
  retire: `
    UPDATE webhook_secret SET retired_by = CASE WHEN retired_at IS NULL THEN $4 ELSE retired_by END,
      retired_at = coalesce(retired_at, to_timestamp($3 / 1000.0)), sealed = NULL
    WHERE advertiser_id = $1 AND id = $2 RETURNING ${VIEW}`,
  list: `SELECT ${VIEW} FROM webhook_secret WHERE advertiser_id = $1 ORDER BY id DESC`,
  seal: 'UPDATE webhook_secret SET sealed = $2 WHERE id = $1',
});
