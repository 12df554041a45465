import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepStartNumbers1764000028000 implements MigrationInterface {
  readonly name = 'KeepStartNumbers1764000028000';

  async up(runner: QueryRunner): Promise<void> {
    // Of a START, whom to tell when an opt-out of before it is heard of later, and from which code. Kept for days.
    await runner.query(`
      CREATE TABLE start_number (
        consent_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        msisdn text NOT NULL,
        region text NOT NULL,
        code text NOT NULL,
        heard_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX start_number_recipient ON start_number (recipient_key)');
    await runner.query('CREATE INDEX start_number_age ON start_number USING brin (heard_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE start_number');
  }
}
