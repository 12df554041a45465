import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, and who looked at whose data: a row for each stage of it, never changed, in a part of the table for each day. */
export class KeepAuditEvents1764000048000 implements MigrationInterface {
  readonly name = 'KeepAuditEvents1764000048000';

  async up(runner: QueryRunner): Promise<void> {
    // Positions are those of facts, so that both are sealed up to one that is settled. The day is that of the event: told again, it
    // is in the same part, and stored once.
    await runner.query(`
      CREATE TABLE audit_event (
        position bigint NOT NULL DEFAULT nextval('fact_position'),
        at timestamptz NOT NULL,
        id uuid NOT NULL,
        advertiser_id uuid,
        day date NOT NULL,
        status smallint,
        ended boolean NOT NULL,
        kind text NOT NULL,
        service text NOT NULL,
        operation text NOT NULL,
        actors text[] NOT NULL,
        resources text[] NOT NULL,
        recipients text[] NOT NULL,
        event text NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (id, ended, day)
      ) PARTITION BY RANGE (day)`);
    await runner.query('CREATE INDEX audit_event_position ON audit_event (position)');
    await runner.query('CREATE INDEX audit_event_at ON audit_event (at, id)');
    await runner.query('CREATE INDEX audit_event_advertiser ON audit_event (advertiser_id, at)');
    for (const column of ['actors', 'resources', 'recipients']) {
      await runner.query(`CREATE INDEX audit_event_${column} ON audit_event USING gin (${column})`);
    }
    await runner.query('CREATE TABLE audit_event_rest PARTITION OF audit_event DEFAULT');
    await runner.query(`
      CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event
      FOR EACH ROW EXECUTE FUNCTION refuse_forgetting()`);
    await runner.query(`
      CREATE TRIGGER audit_event_kept_whole BEFORE TRUNCATE ON audit_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting()`);
    // A batch seals rows of one table; of those before, facts.
    await runner.query(`ALTER TABLE proof_batch ADD COLUMN leaves text NOT NULL DEFAULT 'fact'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE proof_batch DROP COLUMN leaves');
    await runner.query('DROP TABLE audit_event');
  }
}
