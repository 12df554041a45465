import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberFailures1764000039100 implements MigrationInterface {
  readonly name = 'RememberFailures1764000039100';

  async up(runner: QueryRunner): Promise<void> {
    // Numbers of which a failure was told and no delivery since: suppression, which reads failures alone, must hear of the next
    // one. Kept until then, as what suppression keeps of them is.
    await runner.query(`
      CREATE TABLE failed_number (
        recipient_key text PRIMARY KEY,
        failed_at timestamptz NOT NULL
      ) WITH (fillfactor = 80)`);
    await runner.query(`
      INSERT INTO failed_number
      SELECT recipient_key, max(settled_at) FILTER (WHERE outcome = 'failed') FROM sent_message
      WHERE outcome IS NOT NULL GROUP BY recipient_key
      HAVING max(settled_at) FILTER (WHERE outcome = 'failed')
        > coalesce(max(settled_at) FILTER (WHERE outcome = 'delivered'), '-infinity')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE failed_number');
  }
}
