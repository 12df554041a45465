import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DoubtParts1764000010000 implements MigrationInterface {
  readonly name = 'DoubtParts1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    // A part that its provider was not set up to deliver joins only its like: it must neither complete nor spoil another's text.
    await runner.query("ALTER TABLE mo_part ADD COLUMN breach text NOT NULL DEFAULT ''");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mo_part DROP COLUMN breach');
  }
}
