import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAdvertiserSettings1764000004000 implements MigrationInterface {
  readonly name = 'AddAdvertiserSettings1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser ADD COLUMN sending_hours jsonb, ADD COLUMN contact text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser DROP COLUMN sending_hours, DROP COLUMN contact');
  }
}
