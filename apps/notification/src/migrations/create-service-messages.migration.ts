import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServiceMessages1764000002000 implements MigrationInterface {
  readonly name = 'CreateServiceMessages1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    // The key makes a confirmation unique. `pending` is the message while it waits for its hour: only then is a number
    // kept here.
    await runner.query(`
      CREATE TABLE service_message (
        message_id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('confirmation', 'contact', 'help')),
        recipient_key text NOT NULL,
        episode_ids uuid[] NOT NULL,
        advertiser_ids uuid[] NOT NULL,
        lang text NOT NULL CHECK (lang IN ('fr', 'en')),
        sender text NOT NULL,
        text text NOT NULL,
        state text NOT NULL CHECK (state IN
          ('scheduled', 'queued', 'submitting', 'submitted', 'blocked', 'rejected', 'expired', 'unknown')),
        state_at timestamptz NOT NULL,
        code text,
        at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        pending jsonb CHECK ((pending IS NOT NULL) = (state = 'scheduled'))
      )`);
    await runner.query(
      'CREATE INDEX service_message_recipient ON service_message (recipient_key, at DESC, message_id)',
    );
    await runner.query(`CREATE INDEX service_message_due ON service_message (due_at) WHERE state = 'scheduled'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_message');
  }
}
