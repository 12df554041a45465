import type { EarlierSchema } from '@stopsms/persistence';

const UPGRADE = [
  // Contacts of deleted or replaced books are not known any more: recipients of messages are.
  `CREATE TABLE former_contact (
    recipient_key text COLLATE "C" NOT NULL,
    advertiser_id uuid NOT NULL,
    PRIMARY KEY (recipient_key, advertiser_id)
  )`,
  `CREATE INDEX campaign_unannounced ON campaign (id) WHERE NOT controlled AND state IN ('scheduled', 'running', 'paused')`,
  // Compliance learns the owner of a campaign from its control: those that can continue are published again.
  `UPDATE campaign SET controlled = false WHERE controlled AND state IN ('scheduled', 'running', 'paused')`,
  // Complaints that counted for a campaign of another advertiser, whose label the message had.
  `UPDATE complaint c SET campaign_id = NULL
    WHERE campaign_id IS NOT NULL AND scope <> '*'
      AND NOT EXISTS (SELECT 1 FROM campaign WHERE id = c.campaign_id AND advertiser_id::text = c.scope)`,
  'ALTER TABLE advertiser ADD COLUMN registration text, ADD COLUMN entity_id uuid REFERENCES advertiser, ADD COLUMN separated jsonb',
  'CREATE INDEX advertiser_entity ON advertiser (entity_id) WHERE entity_id IS NOT NULL',
  'ALTER TABLE import_remark ADD COLUMN number text',
];

export const EARLIER: EarlierSchema[] = [
  { of: 'commit 1e1fd4d', migrations: 28, newest: 'TypeTimelines1764000060000', upgrade: UPGRADE },
  { of: 'commit 7d9e197', migrations: 32, newest: 'KeepRowNumbers1764000072000', upgrade: [] },
];
