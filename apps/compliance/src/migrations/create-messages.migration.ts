import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessages1764000001000 implements MigrationInterface {
  readonly name = 'CreateMessages1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    // One row per message is both its idempotency key and its proof. `request` is the only place with number and text: it
    // is text and not jsonb because a request may hold what jsonb refuses, and it is emptied once no attempt can follow.
    // Room is left in each page, since every message is updated three or four times.
    await runner.query(`
      CREATE TABLE message (
        message_id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL,
        campaign_id uuid,
        category text NOT NULL,
        recipient_key text,
        region text,
        attempt int NOT NULL,
        request text,
        decisions jsonb NOT NULL,
        outcomes jsonb NOT NULL DEFAULT '{}',
        traceparent text NOT NULL,
        requested_at timestamptz NOT NULL
      ) WITH (fillfactor = 75)`);
    await runner.query('CREATE INDEX message_request_kept ON message (requested_at) WHERE request IS NOT NULL');
    // What was found in a text, once for all messages that had it.
    await runner.query('CREATE TABLE text_reading (reading_id text PRIMARY KEY, reading jsonb NOT NULL)');
    await runner.query(`
      CREATE TABLE held (
        message_id uuid PRIMARY KEY,
        until timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX held_until ON held (until)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE held, text_reading, message');
  }
}
