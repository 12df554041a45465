import { statements } from '@stopsms/persistence';
import type { SendersSql } from './senders.sql';

const VIEW = `id, advertiser_id AS "advertiserId", country, sender, state, evidence, registration, holder, providers, requested_at AS "requestedAt",
  requested_by AS "requestedBy", decided_at AS "decidedAt", decided_by AS "decidedBy", reason`;
const STORE = `
  INSERT INTO advertiser_sender AS s
    (advertiser_id, country, likeness, id, sender, state, evidence, requested_at, requested_by, decided_at, decided_by,
     registration, holder, providers)
  VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), $9,
    CASE WHEN $6 = 'approved' THEN to_timestamp($8 / 1000.0) END, CASE WHEN $6 = 'approved' THEN $9 END, $10, $11, $12)
  ON CONFLICT (advertiser_id, country, likeness) DO UPDATE SET
    sender = excluded.sender, state = excluded.state, evidence = excluded.evidence, requested_at = excluded.requested_at,
    requested_by = excluded.requested_by, decided_at = excluded.decided_at, decided_by = excluded.decided_by, reason = NULL,
    registration = CASE s.state WHEN 'approved' THEN coalesce(excluded.registration, s.registration) ELSE excluded.registration END,
    holder = CASE s.state WHEN 'approved' THEN coalesce(excluded.holder, s.holder) ELSE excluded.holder END,
    providers = CASE s.state WHEN 'approved' THEN coalesce(excluded.providers, s.providers) ELSE excluded.providers END`;

export const SENDERS_SQL = statements<SendersSql>({
  approved: `
    SELECT advertiser_id AS of, country, sender, registration, holder, providers FROM advertiser_sender
    WHERE advertiser_id = ANY($1::uuid[]) AND state = 'approved' ORDER BY country, sender`,
  count: `SELECT count(*)::int AS count FROM advertiser_sender WHERE advertiser_id = $1 AND state <> 'revoked'`,
  list: `SELECT ${VIEW} FROM advertiser_sender WHERE advertiser_id = $1 ORDER BY country, sender`,
  byId: `SELECT ${VIEW} FROM advertiser_sender WHERE advertiser_id = $1 AND id = $2`,
  byName: `SELECT ${VIEW} FROM advertiser_sender WHERE advertiser_id = $1 AND country = $2 AND likeness = $3`,
  lockName: `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(':', current_schema(), $1::text, $2::text), 0))`,
  otherHolder: `
    SELECT true AS found FROM advertiser_sender
    WHERE country = $1 AND likeness = $2 AND state = 'approved' AND advertiser_id <> $3`,
  request: `${STORE} WHERE s.state = 'revoked'`,
  approve: `${STORE} WHERE s.state <> 'approved' OR excluded.registration <> coalesce(s.registration, '')
    OR excluded.holder <> coalesce(s.holder, '') OR excluded.providers <> coalesce(s.providers, '{}')`,
  setRequest: `UPDATE advertiser_sender SET requested_at = $2, requested_by = $3 WHERE id = $1 RETURNING ${VIEW}`,
  revoke: `
    UPDATE advertiser_sender SET state = 'revoked', decided_at = to_timestamp($3 / 1000.0), decided_by = $4, reason = $5
    WHERE advertiser_id = $1 AND id = $2 AND state <> 'revoked'`,
});
