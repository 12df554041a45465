import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPushes1764000090930 implements MigrationInterface {
  readonly name = 'AddPushes1764000090930';

  /**
   * Opt-outs that other systems take: one row for each system and recipient, as it is wanted there and as far as that is done. The number is
   * sealed, and deleted with the outcome; the row shows what is ours to lift.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opt_out_push (
        source text NOT NULL,
        recipient_key text NOT NULL,
        push_id uuid NOT NULL UNIQUE,
        wanted text NOT NULL CHECK (wanted IN ('out', 'lifted')),
        state text NOT NULL CHECK (state IN ('pending', 'pushed', 'there', 'absent', 'lifted', 'failed')),
        sealed text,
        happened_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        queued_at timestamptz NOT NULL,
        give_up_at timestamptz NOT NULL,
        fault text,
        PRIMARY KEY (source, recipient_key),
        CHECK ((sealed IS NOT NULL) = (state = 'pending'))
      );
      CREATE INDEX opt_out_push_due ON opt_out_push (source, next_at) WHERE state = 'pending';
      CREATE INDEX opt_out_push_recipient ON opt_out_push (recipient_key);
      CREATE INDEX opt_out_push_ended ON opt_out_push (queued_at) WHERE state IN ('absent', 'lifted', 'failed')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE opt_out_push');
  }
}
