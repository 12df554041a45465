import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountDays1764000052000 implements MigrationInterface {
  readonly name = 'CountDays1764000052000';

  /** What happened before is not counted: it would be a look through all messages. A release before this one counts nothing. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [NEWS, DAYS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE day_figures');
    await runner.query('ALTER TABLE message DROP COLUMN news');
  }
}

// What the last change of a row told for the first time, in bits: see use-cases/count-news.ts. A statement that inserts or updates
// returns what a row is then, and not what it was.
const NEWS = 'ALTER TABLE message ADD COLUMN news smallint NOT NULL DEFAULT 0';

// Each row is updated in place, many times on its day; its page keeps room for that.
const DAYS = `
  CREATE TABLE day_figures (
    advertiser_id uuid NOT NULL,
    day date NOT NULL,
    category text NOT NULL,
    sent int NOT NULL DEFAULT 0,
    delivered int NOT NULL DEFAULT 0,
    failed int NOT NULL DEFAULT 0,
    opted_out int NOT NULL DEFAULT 0,
    complaints int NOT NULL DEFAULT 0,
    PRIMARY KEY (advertiser_id, day, category)
  ) WITH (fillfactor = 50)`;
