import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NameEnabledOperators1764000090100 implements MigrationInterface {
  readonly name = 'NameEnabledOperators1764000090100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser_sender ADD COLUMN holder text, ADD COLUMN providers text[]');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser_sender DROP COLUMN holder, DROP COLUMN providers');
  }
}
