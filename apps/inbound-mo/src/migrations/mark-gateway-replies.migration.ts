import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkGatewayReplies1764000090990 implements MigrationInterface {
  readonly name = 'MarkGatewayReplies1764000090990';

  /** Whether the gateway got a reply, and so gets its erasure; null for replies of an earlier release. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reply ADD COLUMN to_gateway boolean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reply DROP COLUMN to_gateway');
  }
}
