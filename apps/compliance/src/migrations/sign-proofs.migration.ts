import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Heads are signed from now on; those of before stay as they were sealed, without. */
export class SignProofs1764000056000 implements MigrationInterface {
  readonly name = 'SignProofs1764000056000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE proof_key (
        key_id text PRIMARY KEY,
        public_key text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        revoked_from timestamptz
      )`);
    for (const table of ['proof_batch', 'proof_day']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN key_id text, ADD COLUMN signature text`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['proof_batch', 'proof_day']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN key_id, DROP COLUMN signature`);
    }
    await runner.query('DROP TABLE proof_key');
  }
}
