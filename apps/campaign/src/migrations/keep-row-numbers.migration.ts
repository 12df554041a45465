import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepRowNumbers1764000072000 implements MigrationInterface {
  readonly name = 'KeepRowNumbers1764000072000';

  /** Number of a skipped row, masked, by which its owner finds the row. The release before writes rows without it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_remark ADD COLUMN number text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_remark DROP COLUMN number');
  }
}
