import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RankSends1764000039000 implements MigrationInterface {
  readonly name = 'RankSends1764000039000';

  async up(runner: QueryRunner): Promise<void> {
    // What was begun and what became of it come on two topics of which nothing keeps the order: how much is known decides.
    await runner.query(`
      ALTER TABLE sent_message
        ADD COLUMN told int NOT NULL DEFAULT 0,
        ADD COLUMN stayed boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM sent_message WHERE stayed');
    await runner.query('ALTER TABLE sent_message DROP COLUMN told, DROP COLUMN stayed');
  }
}
