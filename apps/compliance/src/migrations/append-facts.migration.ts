import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AppendFacts1764000038000 implements MigrationInterface {
  readonly name = 'AppendFacts1764000038000';

  async up(runner: QueryRunner): Promise<void> {
    await makeFacts(runner);
    await makeOpen(runner);
    // The digest by which proofs seal a consent, made when it is recorded; of one recorded before, when it is first used.
    await runner.query('ALTER TABLE consent ADD COLUMN digest bytea');
    await runner.query('CREATE TABLE consent_erased (consent_id uuid, digest bytea, PRIMARY KEY (consent_id, digest))');
    await runner.query(refuseChange(DIGESTING));
    // A batch seals the facts of one day between two positions; one of before has its leaves in proof_leaf.
    await runner.query(`
      ALTER TABLE proof_batch ADD COLUMN facts_of date, ADD COLUMN after_position bigint, ADD COLUMN to_position bigint`);
    await runner.query('CREATE INDEX proof_batch_facts ON proof_batch (facts_of, to_position)');
    await takeAlong(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE message_before m SET request = o.request FROM open_message o WHERE o.message_id = m.message_id`);
    await runner.query('ALTER TABLE message_before RENAME TO message');
    await runner.query('CREATE INDEX message_request_kept ON message (requested_at) WHERE request IS NOT NULL');
    await runner.query('DROP INDEX proof_batch_facts');
    await runner.query(
      'ALTER TABLE proof_batch DROP COLUMN facts_of, DROP COLUMN after_position, DROP COLUMN to_position',
    );
    await runner.query(refuseChange(''));
    await runner.query('DROP TABLE consent_erased');
    await runner.query('ALTER TABLE consent DROP COLUMN digest');
    await runner.query('DROP TABLE open_message, asked, fact_context, fact');
    await runner.query('DROP FUNCTION refuse_forgetting');
    await runner.query('DROP SEQUENCE fact_position');
  }
}

/** The proof of a message: what happened to it, a row each, never changed, in a part of the table for each day it was written on. */
async function makeFacts(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE SEQUENCE fact_position');
  await runner.query(`
    CREATE TABLE fact (
      position bigint NOT NULL DEFAULT nextval('fact_position'),
      at timestamptz NOT NULL,
      message_id uuid NOT NULL,
      consent_id uuid,
      day date NOT NULL,
      kind smallint NOT NULL,
      attempt smallint NOT NULL,
      generation smallint,
      recipient bytea,
      context bytea,
      reading bytea,
      previous bytea,
      hash bytea NOT NULL,
      own text,
      PRIMARY KEY (message_id, kind, attempt, day)
    ) PARTITION BY RANGE (day)`);
  await runner.query('CREATE INDEX fact_position_at ON fact (position)');
  // Takes what is written on a day whose part was not made: that never stops a decision.
  await runner.query('CREATE TABLE fact_rest PARTITION OF fact DEFAULT');
  // What many decisions share, once. An id asked for is known for ever, so that the same id twice is one SMS.
  await runner.query('CREATE TABLE fact_context (hash bytea PRIMARY KEY, content jsonb NOT NULL)');
  await runner.query('CREATE TABLE asked (message_id uuid PRIMARY KEY, day date NOT NULL)');
  await runner.query(`
    CREATE FUNCTION refuse_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND current_setting('stopsms.forgetting', true) = 'on' THEN RETURN OLD; END IF;
      RAISE EXCEPTION '% is append-only: % refused. What happened stays as it was written down.', TG_TABLE_NAME, TG_OP;
    END $$`);
  for (const table of ['fact', 'fact_context']) {
    await runner.query(`
      CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION refuse_forgetting()`);
    await runner.query(`
      CREATE TRIGGER ${table}_kept_whole BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting()`);
  }
}

/** Messages that may have another attempt, with their number and text, which are nowhere else. */
async function makeOpen(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE open_message (
      message_id uuid PRIMARY KEY,
      advertiser_id uuid NOT NULL,
      is_advert boolean NOT NULL,
      attempt int NOT NULL,
      decided_at timestamptz NOT NULL,
      request text NOT NULL,
      traceparent text NOT NULL
    ) WITH (fillfactor = 90)`);
  await runner.query('CREATE INDEX open_message_age ON open_message USING brin (decided_at)');
}

/**
 * What was kept before stays as it was sealed, under another name: a release of before that still runs stands still, and drops nothing.
 * Ids stay known, what waits or is under way goes on.
 */
async function takeAlong(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE message RENAME TO message_before');
  await runner.query(`
    INSERT INTO asked (message_id, day) SELECT message_id, (requested_at AT TIME ZONE 'UTC')::date FROM message_before`);
  await runner.query(`
    INSERT INTO open_message (message_id, advertiser_id, is_advert, attempt, decided_at, request, traceparent)
    SELECT message_id, advertiser_id, category = 'marketing', attempt,
      coalesce(to_timestamp((decisions -> attempt::text ->> 'at')::float8 / 1000.0), requested_at), request, traceparent
    FROM message_before WHERE request IS NOT NULL`);
  await runner.query('UPDATE message_before SET request = NULL WHERE request IS NOT NULL');
  await runner.query('DROP INDEX message_request_kept');
}

const DIGESTING = `
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) -> 'digest' = 'null' AND to_jsonb(OLD) - 'digest' = to_jsonb(NEW) - 'digest' THEN RETURN NEW; END IF;
  END IF;`;

/** @param allowed - besides what an erasure and a change of keys may do */
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
    IF TG_OP = 'UPDATE' AND current_setting('stopsms.rekeying', true) = 'on' THEN
      IF to_jsonb(OLD) - 'recipient_key' = to_jsonb(NEW) - 'recipient_key' THEN RETURN NEW; END IF;
    END IF;
    ${allowed}
    RAISE EXCEPTION '% is append-only: % refused. A wrong consent is withdrawn by a later event.', TG_TABLE_NAME, TG_OP;
  END $$`;
