// Real: PostgreSQL, with the schema as migrations before a certain one leave it.
import { databaseConnection, openDataSource } from '@stopsms/persistence';
import { type TestDatabase, makeTestDatabase } from '@stopsms/testing';
import { Client } from 'pg';
import { MIGRATIONS } from '../src/migrations';
import { NameTables1764000090990 } from '../src/migrations/name-tables.migration';

const ID = '01900000-0000-7000-8000-000000000001';

/** Statements of release 0.2.0, which its replicas run while they are replaced; `n` makes rows of their own. */
const EARLIER = (n: number) => [
  `INSERT INTO advert_place (recipient_key, advertiser_id, message_id, cleared_at) VALUES ('key ${n}', '${ID}', '${ID}', now())
   ON CONFLICT DO NOTHING`,
  `UPDATE advert_place p SET left_at = '2026-12-0${n}Z' FROM (VALUES ('key ${n}')) s(key) WHERE p.recipient_key = s.key`,
  `WITH gone AS (DELETE FROM advert_place WHERE cleared_at < '2026-01-01Z' RETURNING recipient_key) SELECT FROM gone`,
  ...[1, 2].map(
    (
      template,
    ) => `INSERT INTO right_day AS r (advertiser_id, day, templates) VALUES ('${ID}', '2026-12-0${n}', '{${template}}')
      ON CONFLICT (advertiser_id, day) DO UPDATE SET templates = r.templates || excluded.templates`,
  ),
  `INSERT INTO caught_day (advertiser_id, day) VALUES ('${ID}', '2026-12-0${n}') ON CONFLICT DO NOTHING`,
  `INSERT INTO published_message (message_id, publisher, advertiser_id, asked_at)
   VALUES ('01900000-0000-7000-8000-00000000000${n}', 'crm', '${ID}', now()) ON CONFLICT DO NOTHING`,
  ...[80, 100].map(
    (percent) => `INSERT INTO quota_use AS q (advertiser_id, period, starts_on, used, told_percent, told_limit)
      VALUES ('${ID}', 'day', '2026-12-0${n}', 5, ${percent}, 1000)
      ON CONFLICT (advertiser_id, period, starts_on) DO UPDATE SET used = q.used + excluded.used, told_percent = excluded.told_percent`,
  ),
  `INSERT INTO quota_use (advertiser_id, period, starts_on) VALUES ('${ID}', 'month', '2026-0${n}-01')`,
];

const ROWS = {
  reservations: `SELECT recipient_key, sent_at = ('2026-12-0' || right(recipient_key, 1) || 'Z')::timestamptz AS sent
    FROM advert_reservation ORDER BY 1`,
  correct: 'SELECT day::text, templates::text FROM correct_declaration ORDER BY 1',
  wrong: 'SELECT day::text FROM false_declaration ORDER BY 1',
  requests: 'SELECT right(message_id::text, 1) AS id FROM publisher_request WHERE requested_at IS NOT NULL ORDER BY 1',
  usage: `SELECT period, used::int, reported_percent FROM quota_usage ORDER BY period, starts_on`,
};

let database: TestDatabase;
let client: Client;

beforeEach(async () => {
  database = await makeTestDatabase('compliance');
  client = new Client({ connectionString: database.url, options: '-c search_path=compliance' });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const open = (migrations: typeof MIGRATIONS) =>
  openDataSource({ connection: databaseConnection(database.url), migrations });

async function migrate(migrations: typeof MIGRATIONS): Promise<void> {
  await (await open(migrations)).destroy();
}

async function runEarlier(n: number): Promise<void> {
  for (const statement of EARLIER(n)) await client.query(statement);
}

test('renamed tables keep their rows, and replicas of the release before read and write them under the earlier names', async () => {
  await migrate(MIGRATIONS.slice(0, MIGRATIONS.indexOf(NameTables1764000090990)));
  await runEarlier(1);
  await migrate(MIGRATIONS);
  await runEarlier(2);
  const rows: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(ROWS)) rows[name] = (await client.query(sql)).rows;
  expect(rows).toEqual({
    reservations: [1, 2].map((n) => ({ recipient_key: `key ${n}`, sent: true })),
    correct: [1, 2].map((n) => ({ day: `2026-12-0${n}`, templates: '{1,2}' })),
    wrong: [1, 2].map((n) => ({ day: `2026-12-0${n}` })),
    requests: [{ id: '1' }, { id: '2' }],
    usage: [
      ...[1, 2].map(() => ({ period: 'day', used: 10, reported_percent: 100 })),
      ...[1, 2].map(() => ({ period: 'month', used: 0, reported_percent: null })),
    ],
  });
  const { rows: named } = await client.query(
    `SELECT relname FROM pg_class WHERE relnamespace = 'compliance'::regnamespace AND relkind <> 'v'
       AND relname ~ 'advert_place|right_day|caught_day|published_message|quota_use($|_)'
     UNION ALL SELECT conname FROM pg_constraint WHERE conname ~ 'advert_place|right_day|caught_day|published_message|quota_use_'`,
  );
  expect(named).toEqual([]);
});

test('the renaming is taken back with the rows', async () => {
  await migrate(MIGRATIONS);
  await runEarlier(1);
  const source = await open(MIGRATIONS);
  const runner = source.createQueryRunner();
  await new NameTables1764000090990().down(runner);
  await runner.release();
  await source.destroy();
  await runEarlier(2);
  const { rows } = await client.query('SELECT recipient_key FROM advert_place WHERE left_at IS NOT NULL ORDER BY 1');
  expect(rows).toEqual([{ recipient_key: 'key 1' }, { recipient_key: 'key 2' }]);
});
