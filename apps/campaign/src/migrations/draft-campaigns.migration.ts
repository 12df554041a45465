import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DraftCampaigns1764000042000 implements MigrationInterface {
  readonly name = 'DraftCampaigns1764000042000';

  /** A release that makes no drafts finds none, and of those made beside it only cancels. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE campaign DROP CONSTRAINT campaign_state_check,
      ADD CONSTRAINT campaign_state_check
        CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled'))`);
    await runner.query(`ALTER TABLE campaign_control DROP CONSTRAINT campaign_control_action_check,
      ADD CONSTRAINT campaign_control_action_check CHECK (action IN ('start', 'pause', 'resume', 'cancel'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE campaign SET state = 'cancelled', finished_at = now(), recipients = 0 WHERE state = 'draft'`,
    );
    await runner.query(`DELETE FROM campaign_control WHERE action = 'start'`);
    await runner.query(`ALTER TABLE campaign_control DROP CONSTRAINT campaign_control_action_check,
      ADD CONSTRAINT campaign_control_action_check CHECK (action IN ('pause', 'resume', 'cancel'))`);
    await runner.query(`ALTER TABLE campaign DROP CONSTRAINT campaign_state_check,
      ADD CONSTRAINT campaign_state_check CHECK (state IN ('scheduled', 'running', 'paused', 'completed', 'cancelled'))`);
  }
}
