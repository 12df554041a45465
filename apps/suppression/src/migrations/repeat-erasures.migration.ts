import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RepeatErasures1764000073000 implements MigrationInterface {
  readonly name = 'RepeatErasures1764000073000';

  /** Request that an erasure carries out; null in rows of an earlier release, whose id it is. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE erasure ADD COLUMN request_id uuid');
    await runner.query('CREATE INDEX erasure_request ON erasure (request_id) WHERE request_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX erasure_request');
    await runner.query('ALTER TABLE erasure DROP COLUMN request_id');
  }
}
