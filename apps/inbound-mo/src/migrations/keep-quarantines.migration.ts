import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepQuarantines1764000012000 implements MigrationInterface {
  readonly name = 'KeepQuarantines1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    // Texts that were handled and still keep adverts from their senders: few at any time. A row goes when its text is over; one
    // that a person ended stays, for who asks why adverts went on.
    await runner.query(`
      CREATE TABLE quarantine (
        mo_id uuid PRIMARY KEY,
        recipient_key text,
        code text,
        why text NOT NULL CHECK (why IN ('part', 'opt-out', 'unreadable')),
        reply_id uuid,
        every_advertiser boolean,
        advertiser_ids jsonb,
        received_at timestamptz NOT NULL,
        told_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by text,
        ended_why text,
        CHECK ((why = 'opt-out') = (reply_id IS NOT NULL)),
        CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_why IS NULL))
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000)`);
    await runner.query('CREATE INDEX quarantine_received ON quarantine (received_at, mo_id)');
    await runner.query('CREATE INDEX quarantine_open ON quarantine (told_at) WHERE ended_at IS NULL');
    await runner.query('CREATE INDEX quarantine_reply ON quarantine (reply_id) WHERE ended_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quarantine');
  }
}
