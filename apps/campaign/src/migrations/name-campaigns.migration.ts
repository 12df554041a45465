import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NameCampaigns1764000091000 implements MigrationInterface {
  readonly name = 'NameCampaigns1764000091000';

  /**
   * Campaigns of before are named after their address book and their day, never after their text, which belongs in no list and no log. The
   * release before creates campaigns without a name: they get the same one when they are read.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE campaign ADD COLUMN name text, ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
      ADD COLUMN archived_at timestamptz`);
    await runner.query(`UPDATE campaign c SET name = rtrim(left(b.name, 100)) || to_char(c.created_at AT TIME ZONE 'UTC', ' – YYYY-MM-DD')
      FROM address_book b WHERE b.id = c.address_book_id`);
    await allowControls(runner, ['start', 'pause', 'resume', 'cancel', 'reopen']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM campaign_control WHERE action = 'reopen'`);
    await allowControls(runner, ['start', 'pause', 'resume', 'cancel']);
    await runner.query('ALTER TABLE campaign DROP COLUMN name, DROP COLUMN tags, DROP COLUMN archived_at');
  }
}

async function allowControls(runner: QueryRunner, actions: string[]): Promise<void> {
  const list = actions.map((action) => `'${action}'`).join(', ');
  await runner.query(`ALTER TABLE campaign_control DROP CONSTRAINT campaign_control_action_check,
    ADD CONSTRAINT campaign_control_action_check CHECK (action IN (${list}))`);
}
