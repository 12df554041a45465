import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOptOuts1764000001000 implements MigrationInterface {
  readonly name = 'CreateOptOuts1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    // No number is kept here, only its keyed hash (CNIL MED-2023-040).
    await runner.query(`
      CREATE TABLE opt_out (
        recipient_key text NOT NULL,
        scope text NOT NULL,
        state text NOT NULL CHECK (state IN ('out', 'back')),
        episode_id uuid NOT NULL,
        source text NOT NULL,
        evidence_id text NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (recipient_key, scope)
      )`);
    // Append-only: every request ever made, also the repeated ones. Its key makes a replayed cause a no-op.
    await runner.query(`
      CREATE TABLE opt_out_event (
        cause_id uuid NOT NULL,
        recipient_key text NOT NULL,
        scope text NOT NULL,
        change text NOT NULL CHECK (change IN ('opted-out', 'repeated', 'returned')),
        episode_id uuid NOT NULL,
        source text NOT NULL,
        evidence_id text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (cause_id, recipient_key, scope)
      )`);
    await runner.query('CREATE INDEX opt_out_event_recipient ON opt_out_event (recipient_key, at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE opt_out_event, opt_out');
  }
}
