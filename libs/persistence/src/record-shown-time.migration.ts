import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each service lists this migration among its own. In production mode, where no clock is moved, the table stays empty. */
export class RecordShownTime1764000023000 implements MigrationInterface {
  readonly name = 'RecordShownTime1764000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shown_time (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shown_time');
  }
}
