import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TraceSends1764000007000 implements MigrationInterface {
  readonly name = 'TraceSends1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    // The trace of a message, where it is recorded: its receipt and the reply to it continue it.
    await runner.query('ALTER TABLE sent_message ADD COLUMN traceparent text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sent_message DROP COLUMN traceparent');
  }
}
