import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ObserveMessages1764000090400 implements MigrationInterface {
  readonly name = 'ObserveMessages1764000090400';

  async up(runner: QueryRunner): Promise<void> {
    // Messages that left although full enforcement would have refused or held them; code is the decisive one of codes.
    await runner.query(`
      CREATE TABLE observed_message (
        message_id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL,
        campaign_id uuid,
        recipient_key text NOT NULL,
        day date NOT NULL,
        level text NOT NULL CHECK (level IN ('observe', 'stop-only')),
        verdict text NOT NULL CHECK (verdict IN ('refused', 'held')),
        code text NOT NULL,
        codes text[] NOT NULL,
        observed_at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX observed_message_reason ON observed_message (advertiser_id, day, code, message_id)',
    );
    await runner.query('CREATE INDEX observed_message_recipient ON observed_message (recipient_key)');
    await runner.query('CREATE INDEX observed_message_age ON observed_message USING brin (observed_at)');
    // Their number, which is about nobody and stays longer. Room in each page, because a row is written anew with every batch.
    await runner.query(`
      CREATE TABLE observed_day (
        advertiser_id uuid NOT NULL,
        day date NOT NULL,
        code text NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('refused', 'held')),
        messages bigint NOT NULL,
        PRIMARY KEY (advertiser_id, day, code, verdict)
      ) WITH (fillfactor = 50)`);
    await runner.query('CREATE INDEX observed_day_age ON observed_day (day)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE observed_day, observed_message');
  }
}
