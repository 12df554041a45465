import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1764000070000 implements MigrationInterface {
  readonly name = 'CreateSessions1764000070000';

  async up(runner: QueryRunner): Promise<void> {
    // The first three columns are those of connect-pg-simple; it leaves the last alone. The tokens are sealed: a copy of this
    // table opens nothing.
    await runner.query(`
      CREATE TABLE session (
        sid text PRIMARY KEY,
        sess json NOT NULL,
        expire timestamp(6) NOT NULL,
        tokens text
      )`);
    await runner.query('CREATE INDEX session_expire ON session (expire)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session');
  }
}
