import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MatchAbuseReports1764000015000 implements MigrationInterface {
  readonly name = 'MatchAbuseReports1764000015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE abuse_report ADD COLUMN campaign_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE abuse_report DROP COLUMN campaign_id');
  }
}
