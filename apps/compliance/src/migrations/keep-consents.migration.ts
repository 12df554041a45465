import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepConsents1764000004500 implements MigrationInterface {
  readonly name = 'KeepConsents1764000004500';

  async up(runner: QueryRunner): Promise<void> {
    // Whether a consent is an act of the person that reached us as such; an import never lifts an opt-out
    // (docs/law/consent.md#imports).
    await runner.query('ALTER TABLE consent ADD COLUMN own_act boolean NOT NULL DEFAULT false');
    await runner.query(`
      ALTER TABLE consent DROP CONSTRAINT consent_basis_check,
        ADD CONSTRAINT consent_basis_check CHECK (basis IN ('consent', 'soft_opt_in', 'b2b', 'charity_li'))`);
    await runner.query(`
      CREATE TABLE consent_withdrawal (
        withdrawal_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        advertiser_id uuid NOT NULL,
        withdrawn_at timestamptz NOT NULL,
        source text NOT NULL,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL
      )`);
    await runner.query(
      'CREATE INDEX consent_withdrawal_recipient ON consent_withdrawal (recipient_key, advertiser_id, withdrawn_at)',
    );
    // Evidence that its keeper could alter proves nothing. Only a written erasure takes records away, and says so first.
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('stopsms.erasing', true) = 'on' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
      END $$`);
    for (const table of ['consent', 'consent_withdrawal']) {
      await runner.query(`
        CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
      await runner.query(`
        CREATE TRIGGER ${table}_kept_whole BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER consent_kept_whole ON consent');
    await runner.query('DROP TRIGGER consent_kept ON consent');
    await runner.query('DROP TABLE consent_withdrawal');
    await runner.query('DROP FUNCTION refuse_change');
    await runner.query('ALTER TABLE consent DROP COLUMN own_act');
  }
}
