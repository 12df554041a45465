import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConsents1764000000500 implements MigrationInterface {
  readonly name = 'CreateConsents1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    // Append-only: what a person agreed to, when and where, is evidence. No number is kept, only its keyed hash.
    await runner.query(`
      CREATE TABLE consent (
        consent_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        advertiser_id uuid NOT NULL,
        basis text NOT NULL CHECK (basis IN ('consent', 'soft_opt_in', 'b2b')),
        granted_at timestamptz NOT NULL,
        source text NOT NULL,
        wording text NOT NULL,
        collected_by text NOT NULL,
        evidence jsonb NOT NULL,
        recorded_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX consent_recipient ON consent (recipient_key, advertiser_id, granted_at)');
    // Our own copy of the opt-out list, one row per episode, so that the chain of a consent can be told.
    await runner.query(`
      CREATE TABLE opt_out (
        recipient_key text NOT NULL,
        scope text NOT NULL,
        episode_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('out', 'back')),
        out_at timestamptz,
        back_at timestamptz,
        source text NOT NULL,
        evidence_id text NOT NULL,
        PRIMARY KEY (recipient_key, scope, episode_id)
      )`);
    await runner.query(`
      CREATE TABLE last_contact (
        recipient_key text NOT NULL,
        advertiser_id uuid NOT NULL,
        at timestamptz NOT NULL,
        reply_id uuid NOT NULL,
        PRIMARY KEY (recipient_key, advertiser_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE last_contact, opt_out, consent');
  }
}
