import { createLog, saveSimulatedClock } from '@stopsms/service';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CannotStart, ShiftedClock } from '@stopsms/kernel';
import { Database, SIMULATED_CLOCK_SCHEMA, databaseConnection, openDataSource } from '@stopsms/persistence';
import { type TestDatabase, makeTestDatabase } from '@stopsms/test-parts';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';

class CreateClock1764000000001 {
  up = (runner: QueryRunner): Promise<void> => runner.query(SIMULATED_CLOCK_SCHEMA) as Promise<void>;
  down = (): Promise<void> => Promise.resolve();
}

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await makeTestDatabase('suppression');
  client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

function env(role: string, password = database.password): NodeJS.ProcessEnv {
  const url = new URL(database.url);
  url.username = role;
  url.password = password;
  return {
    PORT: '0',
    // Nobody listens there: a migration needs the database alone.
    KAFKA_BROKERS: '127.0.0.1:1',
    DATABASE_URL: url.href,
    STOPSMS_RECIPIENT_SECRET: Buffer.alloc(32, 7).toString('base64'),
    PSEUDONYM_SECRET: Buffer.alloc(32, 8).toString('base64'),
    STOPSMS_MODE: 'development',
  };
}

async function run(app: string, settings: NodeJS.ProcessEnv): Promise<{ code: number; out: string }> {
  const child = spawn(process.execPath, [`dist/apps/${app}/src/main.js`, '--migrate'], {
    cwd: `${__dirname}/../../..`,
    env: { PATH: process.env['PATH'], ...settings },
  });
  let out = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (out += String(text)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out };
}

const count = async (sql: string): Promise<number> => Number((await client.query(sql)).rows[0].count);

describe('--migrate', () => {
  it('brings a schema up to date once and ends with 0, without Kafka', async () => {
    const first = await run('suppression', env('suppression'));
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Schema is up to date') });
    const applied = await count('SELECT count(*) FROM suppression.schema_migrations');
    expect(applied).toBeGreaterThan(0);
    expect(await count('SELECT count(*) FROM suppression.outbox')).toBe(0);

    const again = await run('suppression', env('suppression'));
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Schema is up to date') });
    expect(await count('SELECT count(*) FROM suppression.schema_migrations')).toBe(applied);
  });

  it('has nothing to do for the dispatcher', async () => {
    const { PORT, KAFKA_BROKERS, STOPSMS_MODE } = env('nobody');
    const operator = { PROVIDER: 'sim', SMPP_SYSTEM_ID: 'stopsms', SMPP_PASSWORD: 'secret' };
    const done = await run('dispatcher', { PORT, KAFKA_BROKERS, STOPSMS_MODE, ...operator });
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('nothing to migrate') });
  });

  it('keeps the index that it replaces while the one created beforehand is invalid', async () => {
    const own = await makeTestDatabase('campaign');
    const superuser = new Client({ connectionString: own.superuserUrl });
    await superuser.connect();
    try {
      const settings = { ...env('campaign'), DATABASE_URL: own.url };
      expect(await run('campaign', settings)).toMatchObject({ code: 0 });
      // The schema of the release before, and what an interrupted CREATE INDEX CONCURRENTLY leaves.
      await superuser.query(`
        DELETE FROM campaign.schema_migrations WHERE name = 'IndexRecipients1764000090970';
        CREATE INDEX message_recipient ON campaign.message (recipient_key, created_at);
        UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'campaign.message_person'::regclass`);
      const refused = await run('campaign', settings);
      expect(refused.code).toBe(1);
      expect(refused.out).toContain('Index campaign.message_person is invalid');
      const there = async (index: string) =>
        (await superuser.query(`SELECT to_regclass('campaign.${index}') IS NOT NULL AS there`)).rows[0].there;
      expect(await there('message_recipient')).toBe(true);
      await superuser.query('DROP INDEX campaign.message_person');
      expect(await run('campaign', settings)).toMatchObject({ code: 0 });
      expect([await there('message_person'), await there('message_recipient')]).toEqual([true, false]);
    } finally {
      await superuser.end();
      await own.drop();
    }
  });

  it('ends with 1 and one line that says what is wrong', async () => {
    const refused = await run('suppression', env('suppression', 'wrong'));
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(
      /^suppression cannot start: PostgreSQL at .*the password was refused\. .*DATABASE_URL\.$/m,
    );
    expect(await run('suppression', {})).toMatchObject({ code: 1, out: expect.stringContaining('PORT is not set') });
  });
});

describe('the time that a service shows', () => {
  const MINUTE_MS = 60_000;

  it('does not run backwards on data that has seen a later one', async () => {
    const own = await makeTestDatabase('clock');
    const connection = databaseConnection(own.url);
    const dataSource = await openDataSource({ connection, migrations: [CreateClock1764000000001] });
    try {
      const follow = (aheadMs: number) =>
        saveSimulatedClock(new Database(dataSource), new ShiftedClock(aheadMs), createLog('clock', 'error'));
      await (
        await follow(60 * MINUTE_MS)
      )();
      await expect(follow(0)).rejects.toThrow(CannotStart);
      await expect(follow(59 * MINUTE_MS)).rejects.toThrow(
        /^The clock shows \S+Z, but this data has seen \S+Z: .* Set STOPSMS_CLOCK=\S+Z@\S+Z for all services/,
      );
      // Another machine's clock may be a little behind.
      await (
        await follow(60 * MINUTE_MS - 1_000)
      )();
      await expect(follow(60 * MINUTE_MS - 10_000)).rejects.toThrow(CannotStart);
      await (
        await follow(61 * MINUTE_MS)
      )();
    } finally {
      await dataSource.destroy();
      await own.drop();
    }
  });
});
