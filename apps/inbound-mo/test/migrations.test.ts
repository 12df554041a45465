// Real: PostgreSQL, with the schema as migrations before a certain one leave it.
import { databaseConnection, openDataSource } from '@stopsms/persistence';
import { type TestDatabase, makeTestDatabase } from '@stopsms/testing';
import { Client } from 'pg';
import { MIGRATIONS } from '../src/migrations';
import { KeepMessageInOneRow1764000090950 } from '../src/migrations/keep-message-in-one-row.migration';

const INDEXES = ['sent_message_id_hash', 'sent_message_person'];
const HASH = `hashtext(provider || ' ' || ltrim(lower(smsc_id), '0'))`;
const COLUMN = 'ALTER TABLE inbound_mo.sent_message ADD COLUMN IF NOT EXISTS smsc_id text';

let database: TestDatabase;
let client: Client;

beforeEach(async () => {
  database = await makeTestDatabase('inbound_mo');
  client = new Client({ connectionString: database.url });
  await client.connect();
  await migrate(MIGRATIONS.slice(0, MIGRATIONS.indexOf(KeepMessageInOneRow1764000090950)));
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

async function migrate(migrations: typeof MIGRATIONS): Promise<void> {
  const dataSource = await openDataSource({ connection: databaseConnection(database.url), migrations });
  await dataSource.destroy();
}

/** Returns the indexes that are there, by name. */
async function indexes(): Promise<Map<string, { oid: number; isValid: boolean; definition: string }>> {
  const { rows } = await client.query(
    `SELECT relname AS name, indexrelid::int AS oid, indisvalid AS "isValid", pg_get_indexdef(indexrelid) AS definition
     FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname = ANY($1)`,
    [INDEXES],
  );
  return new Map(rows.map(({ name, ...index }) => [name, index]));
}

test('indexes of sent messages that were built beforehand are kept', async () => {
  await client.query(COLUMN);
  await client.query(
    `CREATE INDEX CONCURRENTLY sent_message_id_hash ON inbound_mo.sent_message (${HASH}, sent_at) WHERE smsc_id IS NOT NULL`,
  );
  await client.query('CREATE INDEX CONCURRENTLY sent_message_person ON inbound_mo.sent_message (recipient_key)');
  const before = await indexes();
  expect(before.size).toBe(2);
  await migrate(MIGRATIONS);
  expect(await indexes()).toEqual(before);
});

test.each(INDEXES)('an invalid %s, whose build broke off, is refused until it is dropped', async (broken) => {
  await client.query(COLUMN);
  await client.query(`
    INSERT INTO inbound_mo.sent_message (message_id, recipient_key, lane, provider, sender, sent_at, smsc_id)
    SELECT gen_random_uuid(), 'one', 'marketing', 'simulator', '36180', now(), '1' FROM generate_series(1, 2)`);
  // Of two equal rows a unique index cannot be built, and stays invalid.
  const on = broken === 'sent_message_person' ? 'recipient_key' : HASH;
  await expect(
    client.query(`CREATE UNIQUE INDEX CONCURRENTLY ${broken} ON inbound_mo.sent_message (${on})`),
  ).rejects.toThrow(/could not create unique index/);
  await expect(migrate(MIGRATIONS)).rejects.toThrow(`Index inbound_mo.${broken} is invalid`);
  await client.query(`DROP INDEX inbound_mo.${broken}`);
  await migrate(MIGRATIONS);
  const after = await indexes();
  expect([...after.values()].map(({ isValid }) => isValid)).toEqual([true, true]);
  expect(after.get('sent_message_person')?.definition).not.toContain('UNIQUE');
  expect(after.get('sent_message_id_hash')?.definition).toContain('WHERE (smsc_id IS NOT NULL)');
});
