import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkTestBooks1764000053000 implements MigrationInterface {
  readonly name = 'MarkTestBooks1764000053000';

  async up(runner: QueryRunner): Promise<void> {
    // Of people of the advertiser's own, who agreed to be sent what is tried out.
    await runner.query('ALTER TABLE address_book ADD COLUMN for_tests boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE address_book DROP COLUMN for_tests');
  }
}
