import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DateAcceptance1764000070000 implements MigrationInterface {
  readonly name = 'DateAcceptance1764000070000';

  async up(runner: QueryRunner): Promise<void> {
    // By our clock, where the instant of an act may be by an operator's. Of an opt-out: of the return that ended it.
    await runner.query('ALTER TABLE opt_out ADD COLUMN accepted_at timestamptz');
    await runner.query('ALTER TABLE opt_out_event ADD COLUMN accepted_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opt_out_event DROP COLUMN accepted_at');
    await runner.query('ALTER TABLE opt_out DROP COLUMN accepted_at');
  }
}
