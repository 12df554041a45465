import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Renaming {
  table: string;
  earlier: string;
  /** New names of columns by earlier ones. */
  columns?: Record<string, string>;
  /** New names of indexes by earlier ones, besides that of the primary key. */
  indexes?: Record<string, string>;
}

const RENAMINGS: Renaming[] = [
  {
    table: 'advert_reservation',
    earlier: 'advert_place',
    columns: { left_at: 'sent_at' },
    indexes: { advert_place_age: 'advert_reservation_age' },
  },
  { table: 'correct_declaration', earlier: 'right_day' },
  { table: 'false_declaration', earlier: 'caught_day' },
  {
    table: 'publisher_request',
    earlier: 'published_message',
    columns: { asked_at: 'requested_at' },
    indexes: { published_message_age: 'publisher_request_age' },
  },
  {
    table: 'quota_usage',
    earlier: 'quota_use',
    columns: { told_percent: 'reported_percent', told_limit: 'reported_limit' },
    indexes: { quota_use_age: 'quota_usage_age' },
  },
];

export class NameTables1764000090990 implements MigrationInterface {
  readonly name = 'NameTables1764000090990';

  /**
   * Tables get plain names. Replicas of the release before read and write them through views with the earlier names, which the next
   * release drops. Locks for milliseconds; rows stay as they are.
   */
  async up(runner: QueryRunner): Promise<void> {
    for (const { table, earlier, columns = {}, indexes = {} } of RENAMINGS) {
      const before = await columnsOf(runner, earlier);
      await runner.query(`ALTER TABLE ${earlier} RENAME TO ${table}`);
      for (const { name } of await constraintsOf(runner, table)) {
        await runner.query(`ALTER TABLE ${table} RENAME CONSTRAINT ${name} TO ${name.replace(earlier, table)}`);
      }
      await rename(runner, table, columns, indexes);
      const listed = before.map((name) => (columns[name] ? `${columns[name]} AS ${name}` : name));
      await runner.query(`CREATE VIEW ${earlier} AS SELECT ${listed.join(', ')} FROM ${table}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, earlier, columns = {}, indexes = {} } of RENAMINGS) {
      await runner.query(`DROP VIEW ${earlier}`);
      await rename(runner, table, reversed(columns), reversed(indexes));
      for (const { name } of await constraintsOf(runner, table)) {
        await runner.query(`ALTER TABLE ${table} RENAME CONSTRAINT ${name} TO ${name.replace(table, earlier)}`);
      }
      await runner.query(`ALTER TABLE ${table} RENAME TO ${earlier}`);
    }
  }
}

async function rename(
  runner: QueryRunner,
  table: string,
  columns: Record<string, string>,
  indexes: Record<string, string>,
): Promise<void> {
  for (const [from, to] of Object.entries(columns)) {
    await runner.query(`ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`);
  }
  for (const [from, to] of Object.entries(indexes)) await runner.query(`ALTER INDEX ${from} RENAME TO ${to}`);
}

async function columnsOf(runner: QueryRunner, table: string): Promise<string[]> {
  const rows = (await runner.query(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
    [table],
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** Returns the constraints that are named after their table. NOT NULL is among them from PostgreSQL 18 on. */
async function constraintsOf(runner: QueryRunner, table: string): Promise<{ name: string }[]> {
  return (await runner.query('SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass', [table])) as {
    name: string;
  }[];
}

const reversed = (names: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([from, to]) => [to, from]));
