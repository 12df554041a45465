import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row with a partition is a frame, as it will lie on its topic. */
export class FrameOutbox1764000021000 implements MigrationInterface {
  readonly name = 'FrameOutbox1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN partition int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN partition');
  }
}
