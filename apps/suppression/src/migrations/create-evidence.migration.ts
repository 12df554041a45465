import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvidence1764000052000 implements MigrationInterface {
  readonly name = 'CreateEvidence1764000052000';

  async up(runner: QueryRunner): Promise<void> {
    // The file is not kept, nor whose it is: it was streamed to whoever asked. What is kept shows that a file is ours.
    await runner.query(`
      CREATE TABLE evidence_file (
        id uuid PRIMARY KEY,
        made_by text NOT NULL,
        purpose text NOT NULL,
        made_at timestamptz NOT NULL,
        entries bigint NOT NULL,
        bytes bigint NOT NULL,
        sha256 text NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL
      )`);
    await runner.query('CREATE INDEX erasure_done ON erasure (done_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX erasure_done');
    await runner.query('DROP TABLE evidence_file');
  }
}
