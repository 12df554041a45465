import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AnnounceCampaigns1764000070000 implements MigrationInterface {
  readonly name = 'AnnounceCampaigns1764000070000';

  /**
   * Compliance learns from a control whose a campaign is: those that may go on are published anew (`announce-campaigns.ts`).
   * What a complaint was counted for by the label of another's text is taken back.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX campaign_unannounced ON campaign (id)
      WHERE NOT controlled AND state IN ('scheduled', 'running', 'paused')`);
    await runner.query(
      `UPDATE campaign SET controlled = false WHERE controlled AND state IN ('scheduled', 'running', 'paused')`,
    );
    await runner.query(`
      UPDATE complaint c SET campaign_id = NULL
      WHERE campaign_id IS NOT NULL AND scope <> '*'
        AND NOT EXISTS (SELECT 1 FROM campaign WHERE id = c.campaign_id AND advertiser_id::text = c.scope)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX campaign_unannounced');
  }
}
