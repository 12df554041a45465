import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BindReceiptsToHandsets1764000009000 implements MigrationInterface {
  readonly name = 'BindReceiptsToHandsets1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    // A receipt that only its text tells from a reply may have been typed by a person: it can be about that handset alone.
    await runner.query('ALTER TABLE raw_receipt ADD COLUMN only_of_handset boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE raw_receipt DROP COLUMN only_of_handset');
  }
}
