import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepSealedKeys1764000032100 implements MigrationInterface {
  readonly name = 'KeepSealedKeys1764000032100';

  async up(runner: QueryRunner): Promise<void> {
    // The generation of the recipient key with which a record was made, and so sealed: a proof shows that one for ever. A change of
    // keys makes the next generation the default, so that it costs writers nothing.
    for (const table of ['message', 'consent']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN made_in_generation smallint NOT NULL DEFAULT 0`);
    }
    // An erasure may also take evidence out of a consent that stays; a change of keys gives the same person another key. Neither can touch
    // anything else.
    await runner.query(refuseChange(REKEYING));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(refuseChange(''));
    for (const table of ['message', 'consent']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN made_in_generation`);
    }
  }
}

const REKEYING = `
  IF TG_OP = 'UPDATE' AND current_setting('stopsms.rekeying', true) = 'on' THEN
    IF to_jsonb(OLD) - 'recipient_key' = to_jsonb(NEW) - 'recipient_key' THEN RETURN NEW; END IF;
  END IF;`;

/** @param allowed - besides what an erasure may do */
const refuseChange = (allowed: string): string => `
  CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('stopsms.erasing', true) = 'on' THEN
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'evidence' = to_jsonb(NEW) - 'evidence'
          AND to_jsonb(OLD) -> 'evidence' @> (to_jsonb(NEW) -> 'evidence') THEN RETURN NEW; END IF;
      END IF;
    END IF;
    ${allowed}
    RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
  END $$`;
