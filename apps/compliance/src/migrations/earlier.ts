import type { EarlierSchema } from '@stopsms/persistence';

const VALIDATE = 'ALTER TABLE consent VALIDATE CONSTRAINT consent_basis_check';

// Messages and seals from before facts, which only that release reads: a schema that has some is left as it is.
const WITHOUT_FACTS = [
  `DO $$ BEGIN
    IF EXISTS (SELECT FROM message_before) OR EXISTS (SELECT FROM proof_leaf) OR EXISTS (SELECT FROM proof_queue) THEN
      RAISE EXCEPTION 'message_before and proof_leaf have messages and proofs of format 1, which this release does not read. Nothing was changed. Keep them with the release before, and start this one with an empty database';
    END IF;
  END $$`,
  'DROP TABLE message_before, proof_leaf, proof_queue',
];

const UPGRADE = [
  `CREATE TABLE proof_key (
    key_id text PRIMARY KEY,
    public_key text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    revoked_from timestamptz
  )`,
  // Heads sealed until now stay as they were sealed, without a signature.
  'ALTER TABLE proof_batch ADD COLUMN key_id text, ADD COLUMN signature text',
  'ALTER TABLE proof_day ADD COLUMN key_id text, ADD COLUMN signature text',
  // Campaign publishes the owner of each campaign that can continue; until then publishers are refused them.
  'ALTER TABLE campaign_control ADD COLUMN advertiser_id uuid',
  `CREATE TABLE published_message (
    message_id uuid PRIMARY KEY,
    publisher text NOT NULL,
    advertiser_id uuid NOT NULL,
    asked_at timestamptz NOT NULL
  )`,
  'CREATE INDEX published_message_age ON published_message USING brin (asked_at)',
  VALIDATE,
  ...WITHOUT_FACTS,
];

export const EARLIER: EarlierSchema[] = [
  { of: 'commit 1e1fd4d', migrations: 25, newest: 'KeepAuditEvents1764000048000', upgrade: UPGRADE },
  {
    of: 'commit 7d9e197',
    migrations: 28,
    newest: 'KeepPublishers1764000072000',
    upgrade: [VALIDATE, ...WITHOUT_FACTS],
  },
];
