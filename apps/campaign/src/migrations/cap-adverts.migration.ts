import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CapAdverts1764000044000 implements MigrationInterface {
  readonly name = 'CapAdverts1764000044000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser ADD COLUMN frequency_caps jsonb');
    // Null: refuse, which compliance does of itself.
    await runner.query('ALTER TABLE campaign ADD COLUMN when_capped text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign DROP COLUMN when_capped');
    await runner.query('ALTER TABLE advertiser DROP COLUMN frequency_caps');
  }
}
