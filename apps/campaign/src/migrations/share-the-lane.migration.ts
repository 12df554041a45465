import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShareTheLane1764000034000 implements MigrationInterface {
  readonly name = 'ShareTheLane1764000034000';

  async up(runner: QueryRunner): Promise<void> {
    // 0: its fate is known; 1: under way to the operator; 2: held. In the index that was there for the first question, so that
    // an advert that is never held still leaves it once and costs no write more.
    await runner.query('DROP INDEX message_open');
    await runner.query(`ALTER TABLE message ALTER COLUMN open TYPE smallint USING
      CASE WHEN NOT open THEN 0 WHEN step = 'held' THEN 2 ELSE 1 END`);
    await runner.query(
      'CREATE INDEX message_open ON message (campaign_id, open) WHERE open > 0 AND campaign_id IS NOT NULL',
    );
    await runner.query('ALTER TABLE campaign ADD COLUMN made int NOT NULL DEFAULT 0');
    await runner.query(`UPDATE campaign c SET made = (SELECT count(*) FROM message WHERE campaign_id = c.id)`);
    // How many messages left in each ten seconds, for saying when the next ones do.
    await runner.query('CREATE TABLE departure (at timestamptz PRIMARY KEY, messages int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE departure');
    await runner.query('ALTER TABLE campaign DROP COLUMN made');
    await runner.query('DROP INDEX message_open');
    await runner.query('ALTER TABLE message ALTER COLUMN open TYPE boolean USING open > 0');
    await runner.query('CREATE INDEX message_open ON message (campaign_id) WHERE open AND campaign_id IS NOT NULL');
  }
}
