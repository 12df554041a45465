import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepInPlace1764000060000 implements MigrationInterface {
  readonly name = 'KeepInPlace1764000060000';

  async up(runner: QueryRunner): Promise<void> {
    // Texts that are told of together change together: each page has room for all its rows once more, so that no index is touched.
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 50)');
    await runner.query('ALTER TABLE sent_part SET (fillfactor = 50)');
    // Ids are compared as `raw_receipt_alike` has them: nothing looked for one as it was written, and each receipt wrote to it.
    await runner.query('DROP INDEX raw_receipt_smsc_id');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX raw_receipt_smsc_id ON raw_receipt (smsc_id)');
    await runner.query('ALTER TABLE sent_part SET (fillfactor = 80)');
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 80)');
  }
}
