import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MoveLists1764000032100 implements MigrationInterface {
  readonly name = 'MoveLists1764000032100';

  async up(runner: QueryRunner): Promise<void> {
    // Of a republication that moves the list to the keys of another generation: which.
    await runner.query('ALTER TABLE republication ADD COLUMN moves_to int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE republication DROP COLUMN moves_to');
  }
}
