import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountCampaigns1764000055000 implements MigrationInterface {
  readonly name = 'CountCampaigns1764000055000';

  /** A campaign of before has no row, rather than one that lacks what happened until now. */
  async up(runner: QueryRunner): Promise<void> {
    // Beside the campaign, not in it: whoever makes its messages holds that row, and passes over one that somebody else holds.
    await runner.query(`
      CREATE TABLE campaign_figures (
        campaign_id uuid PRIMARY KEY,
        sent int NOT NULL DEFAULT 0,
        delivered int NOT NULL DEFAULT 0,
        failed int NOT NULL DEFAULT 0,
        opted_out int NOT NULL DEFAULT 0,
        complaints int NOT NULL DEFAULT 0
      ) WITH (fillfactor = 50)`);
    await runner.query('ALTER TABLE campaign ADD COLUMN is_counted boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE campaign DROP COLUMN is_counted');
    await runner.query('DROP TABLE campaign_figures');
  }
}
