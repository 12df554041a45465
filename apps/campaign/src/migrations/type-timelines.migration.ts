import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TypeTimelines1764000060000 implements MigrationInterface {
  readonly name = 'TypeTimelines1764000060000';

  /** What a release before this one wrote stays in `timeline`, and is read there. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [COLUMNS, ROOM, UNKNOWN, LISTED, LISTED_BEFORE, IN_ORDER, UNORDERED])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [REGROUPED, DISORDERED, BACK, RELISTED, DROPPED, TIGHT]) await runner.query(statement);
  }
}

const COLUMNS = `
  ALTER TABLE message
    ALTER COLUMN timeline DROP NOT NULL,
    ADD COLUMN accepted_at timestamptz,
    ADD COLUMN cleared_at timestamptz,
    ADD COLUMN begun_at timestamptz,
    ADD COLUMN submitted_at timestamptz,
    ADD COLUMN delivered_at timestamptz,
    ADD COLUMN is_unknown boolean NOT NULL DEFAULT false`;
// What is told of together changes together: each page has room for all its rows once more.
const ROOM = 'ALTER TABLE message SET (fillfactor = 50)';
const UNKNOWN = `UPDATE message SET is_unknown = true WHERE step = 'unknown'`;
// One on `step` kept every message from being moved on in place, and wrote to each index of the table three times over.
const LISTED = 'CREATE INDEX message_unknown_id ON message (id) WHERE is_unknown';
const LISTED_BEFORE = 'DROP INDEX message_unknown';
// A campaign's messages are listed as they were made. On a table of many messages build it beforehand with CREATE INDEX CONCURRENTLY.
const IN_ORDER =
  'CREATE INDEX IF NOT EXISTS message_of_campaign ON message (campaign_id, created_at, id) WHERE campaign_id IS NOT NULL';
const UNORDERED = 'DROP INDEX message_campaign';

const REGROUPED = 'CREATE INDEX message_campaign ON message (campaign_id) WHERE campaign_id IS NOT NULL';
const DISORDERED = 'DROP INDEX message_of_campaign';
const BACK = `
  UPDATE message SET timeline = jsonb_strip_nulls(jsonb_build_object(
    ${told('accepted', 'accepted_at', 0)}, ${told('cleared', 'cleared_at', 1)}, ${told('submitting', 'begun_at', 1)},
    ${told('submitted', 'submitted_at', 1)}, ${told('delivered', 'delivered_at')})) || COALESCE(timeline, '{}')`;
const RELISTED = `CREATE INDEX message_unknown ON message (id) WHERE step = 'unknown'`;
const TIGHT = 'ALTER TABLE message SET (fillfactor = 70)';
const DROPPED = `
  ALTER TABLE message
    ALTER COLUMN timeline SET NOT NULL,
    DROP COLUMN accepted_at, DROP COLUMN cleared_at, DROP COLUMN begun_at, DROP COLUMN submitted_at, DROP COLUMN delivered_at,
    DROP COLUMN is_unknown`;

function told(event: string, column: string, attempt?: number): string {
  const name = attempt === undefined ? event : `${event}:${attempt}`;
  const at = `round(extract(epoch FROM ${column}) * 1000)::bigint`;
  const rest = attempt === undefined ? '' : `, 'attempt', ${attempt}`;
  return `'${name}', CASE WHEN ${column} IS NOT NULL THEN jsonb_build_object('event', '${event}', 'at', ${at}${rest}) END`;
}
