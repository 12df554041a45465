import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepRetryKeys1764000070000 implements MigrationInterface {
  readonly name = 'KeepRetryKeys1764000070000';

  async up(runner: QueryRunner): Promise<void> {
    // The first of texts that may be retries of one another, for as long as an operator tries again.
    await runner.query(`
      CREATE TABLE first_text (
        retry_key uuid PRIMARY KEY,
        reply_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        accepted_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX first_text_age ON first_text USING brin (accepted_at)');
    // By our clock, where `received_at` may be the operator's. A reply of before has none.
    await runner.query('ALTER TABLE reply ADD COLUMN accepted_at timestamptz');
    // `repeats` is of a part that was read before: the text that it was a part of.
    await runner.query(
      'ALTER TABLE mo_part ADD COLUMN retry_key uuid, ADD COLUMN retry_within_ms float8, ADD COLUMN accepted_at timestamptz, ADD COLUMN repeats uuid',
    );
    await runner.query('CREATE INDEX mo_part_retry ON mo_part (retry_key) WHERE reply_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX mo_part_retry');
    await runner.query(
      'ALTER TABLE mo_part DROP COLUMN retry_key, DROP COLUMN retry_within_ms, DROP COLUMN accepted_at, DROP COLUMN repeats',
    );
    await runner.query('ALTER TABLE reply DROP COLUMN accepted_at');
    await runner.query('DROP TABLE first_text');
  }
}
