import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SetEnforcement1764000090400 implements MigrationInterface {
  readonly name = 'SetEnforcement1764000090400';

  /** Null is full enforcement, as of every account of before. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser ADD COLUMN enforcement jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser DROP COLUMN enforcement');
  }
}
