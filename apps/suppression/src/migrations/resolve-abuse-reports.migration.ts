import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ResolveAbuseReports1764000014000 implements MigrationInterface {
  readonly name = 'ResolveAbuseReports1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE abuse_report DROP CONSTRAINT abuse_report_state_check');
    await runner.query(`
      ALTER TABLE abuse_report
        ADD CONSTRAINT abuse_report_state_check CHECK (state IN ('matched', 'unmatched', 'resolved')),
        ADD COLUMN resolved_by text,
        ADD COLUMN resolution text,
        ADD COLUMN resolved_at timestamptz`);
    await runner.query('CREATE INDEX abuse_report_recorded ON abuse_report (recorded_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX abuse_report_recorded');
    await runner.query(`UPDATE abuse_report SET state = 'matched' WHERE state = 'resolved'`);
    await runner.query('ALTER TABLE abuse_report DROP CONSTRAINT abuse_report_state_check');
    await runner.query(`
      ALTER TABLE abuse_report
        ADD CONSTRAINT abuse_report_state_check CHECK (state IN ('matched', 'unmatched')),
        DROP COLUMN resolved_by, DROP COLUMN resolution, DROP COLUMN resolved_at`);
  }
}
