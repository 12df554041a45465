import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QueueReplies1764000090991 implements MigrationInterface {
  readonly name = 'QueueReplies1764000090991';

  /**
   * Deliveries of replies, remembered longer than their rows in `delivery`. `reply_text` and `forwarded_reply` belong to the release before,
   * whose replicas may still run; its texts are deleted after 7 days, and the tables are removed one release later.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE queued_reply (
        delivery_id uuid PRIMARY KEY,
        queued_at timestamptz NOT NULL
      );
      CREATE INDEX queued_reply_at ON queued_reply (queued_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE queued_reply');
  }
}
