import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddInboxPolls1764000090920 implements MigrationInterface {
  readonly name = 'AddInboxPolls1764000090920';

  /** Polls of the replies that providers list. `leased_until` keeps replicas off each other's polls; replies until `read_until` were read. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbox_poll (
        provider text PRIMARY KEY,
        poll_id uuid,
        due_at timestamptz NOT NULL,
        leased_until timestamptz NOT NULL,
        read_until timestamptz,
        polled_at timestamptz,
        failures int NOT NULL DEFAULT 0,
        fault text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox_poll');
  }
}
