import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CompareReceiptIds1764000008000 implements MigrationInterface {
  readonly name = 'CompareReceiptIds1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    // Operators' ids are compared without capitals and leading zeros (`comparable` in adapters/operator-ids.ts says the same).
    // Where many texts are kept already, build sent_part_alike beforehand with CREATE INDEX CONCURRENTLY: here it keeps writers
    // out while it is built.
    await runner.query(
      `CREATE INDEX IF NOT EXISTS sent_part_alike ON sent_part (provider, (ltrim(lower(smsc_id), '0')))`,
    );
    await runner.query(`CREATE INDEX IF NOT EXISTS raw_receipt_alike ON raw_receipt ((ltrim(lower(smsc_id), '0')))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sent_part_alike, raw_receipt_alike');
  }
}
