import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateErasures1764000012000 implements MigrationInterface {
  readonly name = 'CreateErasures1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    // That an erasure was asked for and done. Once the person wants the opt-out itself forgotten, the key goes from every row:
    // what is left says that it was done and where the written request lies, not for whom.
    await runner.query(`
      CREATE TABLE erasure (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('erased', 'forgotten')),
        recipient_key text,
        scope text NOT NULL,
        requested_by text NOT NULL,
        reason text NOT NULL,
        document text,
        explained_at timestamptz,
        insisted_at timestamptz,
        done_at timestamptz NOT NULL,
        CHECK (kind = 'erased' OR (recipient_key IS NULL AND document IS NOT NULL AND insisted_at >= explained_at))
      )`);
    await runner.query('CREATE INDEX erasure_recipient ON erasure (recipient_key) WHERE recipient_key IS NOT NULL');
    await runner.query(
      'CREATE INDEX abuse_report_recipient ON abuse_report (recipient_key) WHERE recipient_key IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX abuse_report_recipient');
    await runner.query('DROP TABLE erasure');
  }
}
