import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepRegistrations1764000046100 implements MigrationInterface {
  readonly name = 'KeepRegistrations1764000046100';

  async up(runner: QueryRunner): Promise<void> {
    // Under what a sender is registered with whom its country names; a release before leaves it alone.
    await runner.query('ALTER TABLE advertiser_sender ADD COLUMN registration text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser_sender DROP COLUMN registration');
  }
}
