/** Accounts of advertisers with their keys, senders, webhook secrets and pauses. */
export const ADVERTISERS = `
  -- \`marketing_paused\`: {code, reason, at in epoch ms}, as it is published. \`complaints_from\`: a person has decided about complaints
  -- recorded before. Null in \`quotas\` and \`countries\`: as the settings of compliance say. \`entity_id\`: the account whose legal entity it
  -- belongs to; null is its own.
  CREATE TABLE advertiser (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    legal_name text NOT NULL,
    sender text NOT NULL,
    short_code text NOT NULL,
    country text NOT NULL,
    codes text[] NOT NULL,
    link_hosts text[] NOT NULL,
    webhook_url text,
    created_at timestamptz NOT NULL,
    sending_hours jsonb,
    contact text,
    marketing_paused jsonb,
    complaints_from timestamptz NOT NULL DEFAULT '-infinity',
    quotas jsonb,
    countries text[],
    frequency_caps jsonb,
    registration text,
    entity_id uuid REFERENCES advertiser,
    separated jsonb
  );
  CREATE INDEX advertiser_entity ON advertiser (entity_id) WHERE entity_id IS NOT NULL;
  -- Append-only: who changed what of an advertiser.
  CREATE TABLE advertiser_change (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    at timestamptz NOT NULL,
    by text,
    changes jsonb NOT NULL
  );
  CREATE INDEX advertiser_change_advertiser ON advertiser_change (advertiser_id, id);
  -- \`limited_hash\` is the hash of a key with limits; its \`hash\` is then of no key.
  CREATE TABLE advertiser_key (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    name text NOT NULL,
    hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    created_by text,
    expires_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,
    last_used_at timestamptz,
    limited_hash text UNIQUE,
    scopes text[],
    addresses text[]
  );
  CREATE INDEX advertiser_key_advertiser ON advertiser_key (advertiser_id, id);
  -- Senders by country. \`likeness\`: the sender as it reads, see sender-likeness.ts. A name has one holder in a country.
  CREATE TABLE advertiser_sender (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    country text NOT NULL,
    sender text NOT NULL,
    likeness text NOT NULL,
    state text NOT NULL CHECK (state IN ('requested', 'approved', 'revoked')),
    evidence text NOT NULL,
    requested_at timestamptz NOT NULL,
    requested_by text,
    decided_at timestamptz,
    decided_by text,
    reason text,
    registration text,
    UNIQUE (advertiser_id, country, likeness)
  );
  CREATE UNIQUE INDEX advertiser_sender_name ON advertiser_sender (country, likeness) WHERE state = 'approved' AND (sender ~ '[A-Za-z]');
  -- A secret is stored, encrypted, only for as long as it signs.
  CREATE TABLE webhook_secret (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    sealed text,
    created_at timestamptz NOT NULL,
    created_by text,
    retired_at timestamptz,
    retired_by text,
    CONSTRAINT webhook_secret_check CHECK ((sealed IS NULL) = (retired_at IS NOT NULL))
  );
  CREATE INDEX webhook_secret_advertiser ON webhook_secret (advertiser_id, id);
  -- Append-only: who paused or resumed all adverts of an advertiser, when and why.
  CREATE TABLE marketing_control (
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    action text NOT NULL CHECK (action IN ('pause', 'resume')),
    by text NOT NULL,
    code text,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (advertiser_id, seq)
  );
  -- First response to each idempotency key of a route.
  CREATE TABLE first_answer (
    route text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    answer jsonb,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (route, key)
  );`;
