import { requireValidIndex } from '@stopsms/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepMessageInOneRow1764000090950 implements MigrationInterface {
  readonly name = 'KeepMessageInOneRow1764000090950';

  /**
   * A message with one id has it in its row; parts of earlier messages stay rows until their retention ends. `settled_at` is no longer
   * written, and stays for replicas of the release before. The table is locked for readers too until its indexes are built: on a large one,
   * add the column beforehand, then create both indexes with CONCURRENTLY (docs/recovery.md, "From 0.2.0").
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sent_message ADD COLUMN IF NOT EXISTS smsc_id text');
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 70)');
    await runner.query(`
      CREATE INDEX IF NOT EXISTS sent_message_id_hash ON sent_message
        (hashtext(provider || ' ' || ltrim(lower(smsc_id), '0')), sent_at) WHERE smsc_id IS NOT NULL`);
    // Without the instant, texts to one person share an entry.
    await runner.query('CREATE INDEX IF NOT EXISTS sent_message_person ON sent_message (recipient_key)');
    await requireValidIndex(runner, 'sent_message_id_hash');
    await requireValidIndex(runner, 'sent_message_person');
    await runner.query('DROP INDEX sent_message_recipient');
    // Rows of gathered receipts are compressed, and stay in the table.
    await runner.query('ALTER TABLE outbox SET (toast_tuple_target = 4080)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox RESET (toast_tuple_target)');
    await runner.query('CREATE INDEX sent_message_recipient ON sent_message (recipient_key, sent_at)');
    await runner.query('DROP INDEX sent_message_person');
    await runner.query('DROP INDEX sent_message_id_hash');
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 50)');
    await runner.query('ALTER TABLE sent_message DROP COLUMN smsc_id');
  }
}
