import { rowsOf, statements } from '@stopsms/persistence';
import type { CampaignControlsSql } from './campaign-controls.sql';

/** Controls of campaigns; instants are epoch ms. */
export const CONTROLS = rowsOf('campaign_id uuid', 'state text', 'at float8', 'advertiser_id uuid null');

export const CAMPAIGN_CONTROLS_SQL = statements<CampaignControlsSql>({
  stopped: `SELECT campaign_id AS id, state FROM campaign_control WHERE campaign_id = ANY($1::uuid[]) AND state <> 'running'`,
  owners: `
    SELECT campaign_id AS id, advertiser_id AS owner FROM campaign_control
    WHERE campaign_id = ANY($1::uuid[]) AND advertiser_id IS NOT NULL`,
  delete: 'DELETE FROM campaign_control WHERE campaign_id = ANY($1::uuid[])',
  set: `
    INSERT INTO campaign_control AS c (campaign_id, state, at, advertiser_id)
    SELECT k.campaign_id, k.state, to_timestamp(k.at / 1000.0), k.advertiser_id FROM ${CONTROLS.as('k')}
    ON CONFLICT (campaign_id) DO UPDATE SET
      state = excluded.state, at = excluded.at, advertiser_id = excluded.advertiser_id`,
  lockShared: 'SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))',
  lockAlone: 'SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))',
});
