import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCampaigns1764000002000 implements MigrationInterface {
  readonly name = 'CreateCampaigns1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ADVERTISERS, ADDRESS_BOOKS, OPT_OUTS, CAMPAIGNS, MESSAGES, FIRST_ANSWERS]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE first_answer, message, campaign, opt_out, contact, address_book, advertiser');
  }
}

const ADVERTISERS = `
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
    created_at timestamptz NOT NULL
  )`;

// Contacts are the only place of this service where numbers are kept. `seq` is the order in which campaigns take them;
// the unique key serves imports, searches by number, and opt-outs, which must find a recipient in every book at once.
const ADDRESS_BOOKS = `
  CREATE TABLE address_book (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    name text NOT NULL,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX address_book_advertiser ON address_book (advertiser_id, id);
  CREATE TABLE contact (
    address_book_id uuid NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    recipient_key text NOT NULL,
    msisdn text NOT NULL,
    region text NOT NULL,
    attributes jsonb NOT NULL,
    consent_id uuid,
    imported_at timestamptz NOT NULL,
    PRIMARY KEY (address_book_id, seq),
    UNIQUE (recipient_key, address_book_id)
  )`;

// What suppression told us, so that a later import never lifts an earlier opt-out.
const OPT_OUTS = `
  CREATE TABLE opt_out (
    recipient_key text NOT NULL,
    scope text NOT NULL,
    state text NOT NULL CHECK (state IN ('out', 'back')),
    at timestamptz NOT NULL,
    PRIMARY KEY (recipient_key, scope)
  )`;

// `recipients` and `upto_seq` are fixed when it starts; `last_seq` is the cursor, moved with the messages it made.
const CAMPAIGNS = `
  CREATE TABLE campaign (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    address_book_id uuid NOT NULL REFERENCES address_book,
    category text NOT NULL,
    text text NOT NULL,
    mention text,
    send_at timestamptz,
    expires_at timestamptz,
    state text NOT NULL CHECK (state IN ('scheduled', 'running', 'paused', 'completed', 'cancelled')),
    reason text,
    recipients int,
    last_seq bigint NOT NULL DEFAULT 0,
    upto_seq bigint,
    expanded boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    advanced_at timestamptz,
    finished_at timestamptz
  );
  CREATE INDEX campaign_advertiser ON campaign (advertiser_id, id);
  CREATE INDEX campaign_unfinished ON campaign (state) WHERE state IN ('scheduled', 'running', 'paused')`;

// Neither number nor text is kept with a message. Only messages of a campaign made here carry its id, so that a record
// published by somebody else under that id never upsets its counts. Pages keep room for updates in place.
const MESSAGES = `
  CREATE TABLE message (
    id uuid PRIMARY KEY,
    advertiser_id uuid,
    campaign_id uuid,
    recipient_key text,
    category text,
    step text NOT NULL,
    progress int NOT NULL,
    code text,
    open boolean NOT NULL,
    opted_out boolean NOT NULL DEFAULT false,
    timeline jsonb NOT NULL,
    body_hash text,
    created_at timestamptz NOT NULL
  ) WITH (fillfactor = 70);
  CREATE INDEX message_campaign ON message (campaign_id) WHERE campaign_id IS NOT NULL;
  CREATE INDEX message_open ON message (campaign_id) WHERE open AND campaign_id IS NOT NULL;
  CREATE INDEX message_recipient ON message (recipient_key, created_at)`;

const FIRST_ANSWERS = `
  CREATE TABLE first_answer (
    route text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    answer jsonb,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (route, key)
  )`;
