import { requireValidIndex } from '@stopsms/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexRecipients1764000090970 implements MigrationInterface {
  readonly name = 'IndexRecipients1764000090970';

  /**
   * Without the instant, messages to one person share an index entry; no statement reads them in its order. A message is about one version of its
   * row at a moderate rate, so that half of each page stayed empty. The index blocks writes to the table while it is built; on a large table,
   * create it beforehand with CONCURRENTLY.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX IF NOT EXISTS message_person ON message (recipient_key)');
    await requireValidIndex(runner, 'message_person');
    await runner.query('DROP INDEX message_recipient');
    await runner.query('ALTER TABLE message SET (fillfactor = 80)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message SET (fillfactor = 50)');
    await runner.query('CREATE INDEX message_recipient ON message (recipient_key, created_at)');
    await runner.query('DROP INDEX message_person');
  }
}
