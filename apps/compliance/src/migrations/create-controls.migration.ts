import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateControls1764000002000 implements MigrationInterface {
  readonly name = 'CreateControls1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    // Only campaigns that were ever stopped have a row, until a tombstone takes it.
    await runner.query(`
      CREATE TABLE campaign_control (
        campaign_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled')),
        at timestamptz NOT NULL
      )`);
    // So that a control finds what it concerns among millions that wait for the morning.
    await runner.query(`
      ALTER TABLE held ADD COLUMN campaign_id uuid, ADD COLUMN paused boolean NOT NULL DEFAULT false`);
    await runner.query(`
      UPDATE held h SET campaign_id = m.campaign_id FROM message m
      WHERE m.message_id = h.message_id AND m.campaign_id IS NOT NULL`);
    await runner.query('CREATE INDEX held_campaign ON held (campaign_id) WHERE campaign_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE held DROP COLUMN campaign_id, DROP COLUMN paused');
    await runner.query('DROP TABLE campaign_control');
  }
}
