import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LimitAdvertisers1764000031000 implements MigrationInterface {
  readonly name = 'LimitAdvertisers1764000031000';

  async up(runner: QueryRunner): Promise<void> {
    // Null: as the settings of compliance say.
    await runner.query('ALTER TABLE advertiser ADD COLUMN quotas jsonb, ADD COLUMN countries text[]');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser DROP COLUMN quotas, DROP COLUMN countries');
  }
}
