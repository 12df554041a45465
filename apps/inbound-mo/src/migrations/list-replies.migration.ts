import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListReplies1764000051000 implements MigrationInterface {
  readonly name = 'ListReplies1764000051000';

  /** Written by triggers, so that a release before this one, which runs beside it, leaves no reply out. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [MEANT_FOR, KEEP, LISTED]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER reply_meant_for ON reply; DROP FUNCTION keep_reply_meant_for');
    await runner.query('DROP INDEX reply_received');
    await runner.query('DROP TABLE reply_meant_for');
  }
}

// Whose replies they are, in the order of a list: an advertiser that shares a code with others finds its own at once.
const MEANT_FOR = `
  CREATE TABLE reply_meant_for (
    advertiser_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    reply_id uuid NOT NULL,
    PRIMARY KEY (advertiser_id, received_at, reply_id)
  );
  INSERT INTO reply_meant_for (advertiser_id, received_at, reply_id)
    SELECT DISTINCT (a ->> 'advertiserId')::uuid, r.received_at, r.reply_id
    FROM reply r, jsonb_array_elements(r.advertisers) AS a`;

// For each statement, not for each row: a batch of replies is one insert.
const KEEP = `
  CREATE FUNCTION keep_reply_meant_for() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO reply_meant_for (advertiser_id, received_at, reply_id)
      SELECT DISTINCT (a ->> 'advertiserId')::uuid, r.received_at, r.reply_id
      FROM added r, jsonb_array_elements(r.advertisers) AS a
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;
  CREATE TRIGGER reply_meant_for AFTER INSERT ON reply
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_meant_for()`;

const LISTED = 'CREATE INDEX reply_received ON reply (received_at, reply_id)';
