import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of which generation the recipient keys of a schema are. Each service that keeps keys lists this migration among its own.
 * @see docs/decisions/0031
 */
export class RecipientGeneration1764000032000 implements MigrationInterface {
  readonly name = 'RecipientGeneration1764000032000';

  async up(runner: QueryRunner): Promise<void> {
    // `canary`: of the secrets it was changed with; null before the first change.
    await runner.query(`
      CREATE TABLE recipient_generation (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        generation int NOT NULL,
        canary text,
        changed_by text,
        changed_at timestamptz
      )`);
    await runner.query('INSERT INTO recipient_generation (generation) VALUES (0)');
    // What a transaction works with stays true until its end: a change waits for it. It does not wait for a change, which may take longer than
    // a statement may, and is to be tried again.
    await runner.query(`
      CREATE FUNCTION hold_recipient_generation(mine int) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE current int;
      BEGIN
        IF NOT pg_try_advisory_xact_lock_shared(31031, hashtext(current_schema())) THEN
          RAISE EXCEPTION 'the recipient keys are being changed' USING ERRCODE = 'RG002';
        END IF;
        SELECT generation INTO current FROM recipient_generation;
        IF current <> mine THEN
          RAISE EXCEPTION 'recipient keys here are of generation % now, and this process works with %', current, mine
            USING ERRCODE = 'RG001';
        END IF;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION hold_recipient_generation');
    await runner.query('DROP TABLE recipient_generation');
  }
}
