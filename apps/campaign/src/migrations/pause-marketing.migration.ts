import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PauseMarketing1764000022000 implements MigrationInterface {
  readonly name = 'PauseMarketing1764000022000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ADVERTISERS, CONTROLS, COMPLAINTS, ADVERTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_advert, complaint_at');
    await runner.query('DROP TABLE marketing_control');
    await runner.query('ALTER TABLE advertiser DROP COLUMN marketing_paused, DROP COLUMN complaints_from');
  }
}

// `marketing_paused`: {code, reason, at in epoch ms} as it is told to the other services. `complaints_from`: a person has
// answered for those recorded before.
const ADVERTISERS = `
  ALTER TABLE advertiser
    ADD COLUMN marketing_paused jsonb,
    ADD COLUMN complaints_from timestamptz NOT NULL DEFAULT '-infinity'`;

// Append-only: who paused all adverts of an advertiser or let them go on, when and why.
const CONTROLS = `
  CREATE TABLE marketing_control (
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    action text NOT NULL CHECK (action IN ('pause', 'resume')),
    by text NOT NULL,
    code text,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (advertiser_id, seq)
  )`;

const COMPLAINTS = 'CREATE INDEX complaint_at ON complaint (at)';

// Its columns never change, so a message is still moved on in place: an index on `step` would end that. Where there are
// many messages, build it beforehand with CREATE INDEX CONCURRENTLY: here it keeps writers out while it is built.
const ADVERTS = `
  CREATE INDEX IF NOT EXISTS message_advert ON message (advertiser_id, created_at) WHERE category = 'marketing'`;
