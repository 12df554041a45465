import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OwnCampaigns1764000070000 implements MigrationInterface {
  readonly name = 'OwnCampaigns1764000070000';

  /** Campaign publishes all that may still go on anew; until then those of before are nobody's, and are refused to publishers. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign_control ADD COLUMN advertiser_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign_control DROP COLUMN advertiser_id');
  }
}
