import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateExports1764000011000 implements MigrationInterface {
  readonly name = 'CreateExports1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    // The file itself is not kept: it was streamed to whoever asked. Its digest and signature are, for ever.
    await runner.query(`
      CREATE TABLE opt_out_export (
        id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL,
        exported_at timestamptz NOT NULL,
        entries bigint NOT NULL,
        bytes bigint NOT NULL,
        sha256 text NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL
      )`);
    // What an operator's list holds, for as long as it is compared with ours.
    await runner.query(`
      CREATE TABLE reconciled_key (
        reconciliation_id uuid NOT NULL,
        recipient_key text NOT NULL,
        listed_at timestamptz NOT NULL,
        PRIMARY KEY (reconciliation_id, recipient_key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reconciled_key, opt_out_export');
  }
}
