import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QueueUnreadReplies1764000011000 implements MigrationInterface {
  readonly name = 'QueueUnreadReplies1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    // Replies that a person must read. Text and number stay in `reply` alone, so that they go from here too when they go from
    // there; without its text a reply cannot be decided any more and is `erased`.
    await runner.query(`
      CREATE TABLE unread_reply (
        reply_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        region text NOT NULL,
        texted_by jsonb,
        traceparent text,
        received_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'opt-out', 'nothing', 'erased')),
        decided_at timestamptz,
        decided_by text,
        decided_why text,
        CHECK ((state IN ('opt-out', 'nothing')) = (decided_at IS NOT NULL AND decided_by IS NOT NULL AND decided_why IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX unread_reply_received ON unread_reply (received_at, reply_id)');
    await runner.query('CREATE INDEX unread_reply_state ON unread_reply (state, received_at, reply_id)');
    await runner.query(`CREATE INDEX unread_reply_open ON unread_reply (recipient_key) WHERE state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unread_reply');
  }
}
