import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells for how long a record has waited, by the database's clock: a backlog that is small may still be stuck. */
export class AgeOutbox1764000020000 implements MigrationInterface {
  readonly name = 'AgeOutbox1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN added_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN added_at');
  }
}
