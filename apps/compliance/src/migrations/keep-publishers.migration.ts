import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPublishers1764000072000 implements MigrationInterface {
  readonly name = 'KeepPublishers1764000072000';

  async up(runner: QueryRunner): Promise<void> {
    // Who asked for a message on a topic of its own: what becomes of it is published to that publisher alone.
    await runner.query(`
      CREATE TABLE published_message (
        message_id uuid PRIMARY KEY,
        publisher text NOT NULL,
        advertiser_id uuid NOT NULL,
        asked_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX published_message_age ON published_message USING brin (asked_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE published_message');
  }
}
