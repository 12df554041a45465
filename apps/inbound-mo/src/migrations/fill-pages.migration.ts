import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FillPages1764000090970 implements MigrationInterface {
  readonly name = 'FillPages1764000090970';

  /** Outcomes arrive in small transactions, and each finds the space of the versions before: a fifth of a page is enough. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 80)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sent_message SET (fillfactor = 70)');
  }
}
