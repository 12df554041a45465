import { requireValidIndex } from '@stopsms/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexReservations1764000090970 implements MigrationInterface {
  readonly name = 'IndexReservations1764000090970';

  /**
   * The primary key of a reservation took more than its row: a message has one advertiser, which need not be part of it. The index blocks
   * writes to the table while it is built; on a large table, create it beforehand with CONCURRENTLY. The rest locks for milliseconds, and
   * rows stay as they are.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE UNIQUE INDEX IF NOT EXISTS advert_place_recipient ON advert_place (recipient_key, message_id)',
    );
    await requireValidIndex(runner, 'advert_place_recipient');
    await runner.query(`
      ALTER TABLE advert_place DROP CONSTRAINT advert_place_pkey,
        ADD CONSTRAINT advert_place_pkey PRIMARY KEY USING INDEX advert_place_recipient`);
    await runner.query('ALTER TABLE advert_place SET (fillfactor = 70)');
    // Rows are deleted once a message is settled; hardly any is updated.
    await runner.query('ALTER TABLE open_message RESET (fillfactor)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE open_message SET (fillfactor = 90)');
    await runner.query('ALTER TABLE advert_place SET (fillfactor = 50)');
    await runner.query(`
      ALTER TABLE advert_place DROP CONSTRAINT advert_place_pkey,
        ADD CONSTRAINT advert_place_pkey PRIMARY KEY (recipient_key, advertiser_id, message_id)`);
  }
}
