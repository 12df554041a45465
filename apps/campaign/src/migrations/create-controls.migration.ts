import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateControls1764000003000 implements MigrationInterface {
  readonly name = 'CreateControls1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CONTROLS, COMPLAINTS, CAMPAIGNS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_opted_out');
    await runner.query(`
      ALTER TABLE campaign DROP COLUMN controlled, DROP COLUMN pause_code, DROP COLUMN alerted_at,
        DROP COLUMN judged_from, DROP COLUMN base_delivered, DROP COLUMN base_opted_out`);
    await runner.query('DROP TABLE complaint, campaign_control');
  }
}

// Append-only: who stopped a campaign or let it go on, when and why.
const CONTROLS = `
  CREATE TABLE campaign_control (
    campaign_id uuid NOT NULL REFERENCES campaign,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    action text NOT NULL CHECK (action IN ('pause', 'resume', 'cancel')),
    by text,
    code text,
    reason text,
    at timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, seq)
  )`;

// One row per complaint and scope, whether or not a message was found that it is about.
const COMPLAINTS = `
  CREATE TABLE complaint (
    change_id uuid NOT NULL,
    scope text NOT NULL,
    campaign_id uuid,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (change_id, scope)
  );
  CREATE INDEX complaint_campaign ON complaint (campaign_id) WHERE campaign_id IS NOT NULL`;

// `controlled`: its last control lies on the topic. `pause_code`: it paused itself, and only a named person resumes it.
// The `base_` counts and `judged_from` are where its thresholds begin to count anew after that.
const CAMPAIGNS = `
  ALTER TABLE campaign
    ADD COLUMN controlled boolean NOT NULL DEFAULT false,
    ADD COLUMN pause_code text,
    ADD COLUMN alerted_at timestamptz,
    ADD COLUMN judged_from timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN base_delivered int NOT NULL DEFAULT 0,
    ADD COLUMN base_opted_out int NOT NULL DEFAULT 0;
  CREATE INDEX campaign_controlled ON campaign (finished_at) WHERE controlled;
  CREATE INDEX message_opted_out ON message (campaign_id) WHERE opted_out AND campaign_id IS NOT NULL`;
