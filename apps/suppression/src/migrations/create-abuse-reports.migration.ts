import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAbuseReports1764000002000 implements MigrationInterface {
  readonly name = 'CreateAbuseReports1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    // The id is made from what makes a report one and the same, so that one sent again is recognised. No number is kept,
    // and of the text only what can be compared: its digits are masked.
    await runner.query(`
      CREATE TABLE abuse_report (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        source text NOT NULL,
        report_id text,
        sender text NOT NULL,
        recipient_key text,
        received_at timestamptz NOT NULL,
        sent_at timestamptz,
        text text,
        state text NOT NULL CHECK (state IN ('matched', 'unmatched')),
        code text,
        advertiser_id uuid,
        recorded_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE UNIQUE INDEX abuse_report_order ON abuse_report (state, seq)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE abuse_report');
  }
}
