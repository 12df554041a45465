import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EraseRecipients1764000007000 implements MigrationInterface {
  readonly name = 'EraseRecipients1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    // What waits is found by its recipient here and not in `message`, where every message would pay for the index.
    await runner.query('ALTER TABLE held ADD COLUMN recipient_key text');
    await runner.query(
      'UPDATE held h SET recipient_key = m.recipient_key FROM message m WHERE m.message_id = h.message_id',
    );
    await runner.query('CREATE INDEX held_recipient ON held (recipient_key)');
    // An erasure may also take evidence out of a consent that stays; it can put none in, nor touch anything else.
    await runner.query(`
      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('stopsms.erasing', true) = 'on' THEN
          IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
          IF TG_OP = 'UPDATE' THEN
            IF to_jsonb(OLD) - 'evidence' = to_jsonb(NEW) - 'evidence'
              AND to_jsonb(OLD) -> 'evidence' @> (to_jsonb(NEW) -> 'evidence') THEN RETURN NEW; END IF;
          END IF;
        END IF;
        RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('stopsms.erasing', true) = 'on' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
      END $$`);
    await runner.query('ALTER TABLE held DROP COLUMN recipient_key');
  }
}
