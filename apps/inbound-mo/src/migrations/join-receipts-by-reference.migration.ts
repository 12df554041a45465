import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JoinReceiptsByReference1764000090110 implements MigrationInterface {
  readonly name = 'JoinReceiptsByReference1764000090110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE raw_receipt ADD COLUMN reference uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE raw_receipt DROP COLUMN reference');
  }
}
