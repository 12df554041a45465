import { RecipientKeys } from '@stopsms/kernel';
import {
  Database,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  changeRecipientKeys,
  databaseConnection,
  openDataSource,
} from '@stopsms/persistence';
import { createLog } from '@stopsms/service';
import { type TestDatabase, eventually, makeTestDatabase } from '@stopsms/test-parts';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { followGeneration } from '../src/recipient-keys/follow-generation';

class Keep1764000000001 implements MigrationInterface {
  readonly name = 'Keep1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE person (recipient_key text PRIMARY KEY, name text NOT NULL)');
    await runner.query('CREATE TABLE message (id int PRIMARY KEY, recipient_key text)');
    await runner.query('CREATE TABLE batch (recipient_keys text[] NOT NULL)');
    await runner.query(RECIPIENT_GENERATION_SCHEMA);
    await runner.query(RECIPIENT_GENERATION_FUNCTIONS);
  }

  async down(): Promise<void> {
    // The database is dropped.
  }
}

let own: TestDatabase;
let sources: DataSource[] = [];

async function open(): Promise<Database> {
  const connection = databaseConnection(own.url);
  const migrations = [Keep1764000000001];
  const dataSource = await openDataSource({ connection, migrations });
  sources.push(dataSource);
  return new Database(dataSource);
}

beforeEach(async () => {
  own = await makeTestDatabase('keys');
  sources = [];
});
afterEach(async () => {
  await Promise.all(sources.map((source) => source.destroy()));
  await own.drop();
});

const PEOPLE = 25_000;
const change = { to: 1, canary: 'c', by: 'anne', newKeyOf: (key: string) => `new ${key}` };

async function filled(): Promise<Database> {
  const db = await open();
  await db.query(`INSERT INTO person SELECT 'k' || n, n::text FROM generate_series(1, ${PEOPLE}) n`);
  await db.query(
    `INSERT INTO message SELECT n, CASE WHEN n % 10 > 0 THEN 'k' || n END FROM generate_series(1, ${PEOPLE}) n`,
  );
  await db.query(`INSERT INTO batch VALUES (ARRAY['k2', 'k1', 'k2']), ('{}')`);
  return db;
}
const old = async (db: Database) =>
  (
    await db.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM person WHERE recipient_key NOT LIKE 'new %')::int
         + (SELECT count(*) FROM message WHERE recipient_key NOT LIKE 'new %')::int AS n`,
    )
  )[0]?.n;

test('every key of a schema is changed once, and keys of one person stay equal', async () => {
  const db = await filled();
  expect(await changeRecipientKeys(db, change)).toBe(PEOPLE);
  expect(await old(db)).toBe(0);
  expect(await db.query(`SELECT name FROM person WHERE recipient_key = 'new k7'`)).toEqual([{ name: '7' }]);
  expect(await db.query(`SELECT id FROM message WHERE recipient_key = 'new k7'`)).toEqual([{ id: 7 }]);
  const [without] = await db.query('SELECT count(*)::int AS n FROM message WHERE recipient_key IS NULL');
  expect(without).toEqual({ n: PEOPLE / 10 });
  expect(await db.query('SELECT recipient_keys AS keys FROM batch ORDER BY 1 DESC')).toEqual([
    { keys: ['new k2', 'new k1', 'new k2'] },
    { keys: [] },
  ]);
  expect(await changeRecipientKeys(db, change)).toBeUndefined();
  expect(await db.query('SELECT generation, canary, changed_by AS by FROM recipient_generation')).toEqual([
    { generation: 1, canary: 'c', by: 'anne' },
  ]);
});

test('concurrent writers must retry and are refused then; no old key is written', async () => {
  const db = await filled();
  const writer = await open();
  const failures: Error[] = [];
  writer.holdGeneration(0, (error) => failures.push(error));
  const write = (key: string) => writer.run((tx) => tx.query('INSERT INTO person VALUES ($1, $1)', [key]));
  await write('before');
  let end: (() => void) | undefined;
  const underWay = writer.run(async (tx) => {
    await tx.query(`INSERT INTO person VALUES ('under way', '')`);
    await new Promise<void>((resolve) => (end = resolve));
  });
  await eventually('one is under way', () => end !== undefined);
  const changing = changeRecipientKeys(db, change);
  await eventually('the change waits for it', async () => {
    const [waiting] = await db.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    return waiting !== undefined;
  });
  await expect(write('meanwhile')).rejects.toMatchObject({ code: 'RG002' });
  expect(failures).toEqual([]);
  end?.();
  await underWay;
  await changing;
  await expect(write('later')).rejects.toMatchObject({ code: 'RG001' });
  expect(failures).toHaveLength(1);
  const alone = writer.query(`INSERT INTO person VALUES ('alone', '')`);
  await expect(alone).rejects.toMatchObject({ code: 'RG001' });
  expect(await old(db)).toBe(0);
  const anew = await open();
  anew.holdGeneration(1, () => undefined);
  await anew.run((tx) => tx.query(`INSERT INTO person VALUES ('new later', '')`));
});

test('a change that is killed has no effect, and a repeated request completes it', async () => {
  const db = await filled();
  const killed = changeRecipientKeys(db, change, async (tx) => {
    await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
  });
  await expect(killed).rejects.toThrow();
  expect(await old(db)).toBe(PEOPLE + PEOPLE * 0.9);
  expect(await db.query('SELECT generation FROM recipient_generation')).toEqual([{ generation: 0 }]);
  expect(await changeRecipientKeys(db, change)).toBe(PEOPLE);
  expect(await old(db)).toBe(0);
});

test('a service with other or missing secrets does not start', async () => {
  const db = await filled();
  const [first, next, other] = [1, 2, 3].map((fill) => Buffer.alloc(32, fill).toString('base64'));
  const canary = new RecipientKeys(`${first},${next}`).canaryOf(1);
  await changeRecipientKeys(db, { ...change, canary });
  const follow = async (secrets: string) => {
    const keys = new RecipientKeys(secrets);
    const end = await followGeneration(db, keys, createLog('keys', 'error'), () => undefined);
    end();
    return keys.generation;
  };
  await expect(follow(`${first}`)).rejects.toThrow('are of generation 1');
  await expect(follow(`${first},${other}`)).rejects.toThrow('differs from the secrets');
  expect(await follow(`${first},${next}`)).toBe(1);
});
