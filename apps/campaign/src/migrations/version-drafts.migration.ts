import type { MigrationInterface, QueryRunner } from 'typeorm';

export class VersionDrafts1764000054000 implements MigrationInterface {
  readonly name = 'VersionDrafts1764000054000';

  async up(runner: QueryRunner): Promise<void> {
    // Grows with each change of a draft, so that two people do not undo what the other wrote.
    await runner.query('ALTER TABLE campaign ADD COLUMN version int NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign DROP COLUMN version');
  }
}
