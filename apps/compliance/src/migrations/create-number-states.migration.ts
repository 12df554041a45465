import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNumberStates1764000007500 implements MigrationInterface {
  readonly name = 'CreateNumberStates1764000007500';

  async up(runner: QueryRunner): Promise<void> {
    // Our copy of what suppression knows of numbers; one that has no row may be tried.
    await runner.query(`
      CREATE TABLE number_state (
        recipient_key text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('suspended', 'invalid')),
        since timestamptz NOT NULL,
        provider text NOT NULL,
        error text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE number_state');
  }
}
