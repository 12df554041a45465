import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberStarts1764000091210 implements MigrationInterface {
  readonly name = 'RememberStarts1764000091210';

  /**
   * A START is recognised for as long as opt-outs are kept: by the hash of its operator's id, and by its operator's date. Those that are
   * stored have neither, so another START of the same person may be one of them, and waits for a decision.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reply ADD COLUMN operator_id uuid, ADD COLUMN dated_at timestamptz');
    await runner.query(
      `CREATE INDEX reply_start ON reply (recipient_key, operator_id) WHERE tier = 'start' OR operator_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX reply_start');
    await runner.query('ALTER TABLE reply DROP COLUMN dated_at, DROP COLUMN operator_id');
  }
}
