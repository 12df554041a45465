import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepLanguages1764000006000 implements MigrationInterface {
  readonly name = 'KeepLanguages1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    // Of the text that bore the link, ISO 639-1, so that the page speaks as the text did.
    await runner.query('ALTER TABLE unsubscribe_token ADD COLUMN language text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unsubscribe_token DROP COLUMN language');
  }
}
