import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexOptOutsByScope1764000010000 implements MigrationInterface {
  readonly name = 'IndexOptOutsByScope1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    // Reads by advertiser walk (scope, recipient_key) from where the page before ended; "C", so that `<id>` and `<id>/…`
    // lie side by side whatever the database's locale. Where the list is long already, build it beforehand with
    // CREATE INDEX CONCURRENTLY: here it keeps writers out while it is built.
    await runner.query(
      'CREATE INDEX IF NOT EXISTS opt_out_by_scope ON opt_out (scope COLLATE "C", recipient_key COLLATE "C")',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX opt_out_by_scope');
  }
}
