import { join } from 'node:path';
import { Client } from 'pg';
import { provisionDatabase } from '@stopsms/persistence';
import { type LocalPostgres, startPostgres } from '../src';
import { whilePortIsTaken } from './listening';
import { temporaryFolder } from './temporary-folder';

describe('a local PostgreSQL', () => {
  const dir = join(temporaryFolder(), 'postgres');
  let postgres: LocalPostgres;

  beforeAll(async () => {
    postgres = await startPostgres({ dir });
  });
  afterAll(() => postgres?.stop());

  test.each([
    { setting: 'server_version', value: /^18\./ },
    { setting: 'server_encoding', value: /^UTF8$/ },
    { setting: 'synchronous_commit', value: /^on$/ },
    { setting: 'max_connections', value: /^200$/ },
    { setting: 'shared_buffers', value: /^64MB$/ },
    { setting: 'listen_addresses', value: /^127\.0\.0\.1$/ },
  ])('runs with $setting as expected', async ({ setting, value }) => {
    const [row] = await query(postgres.superuserUrl, `SELECT current_setting('${setting}') AS value`);
    expect(row?.value).toMatch(value);
  });

  it('keeps what was committed over a restart, and over a crash with sessions open', async () => {
    await query(postgres.superuserUrl, "CREATE TABLE kept AS SELECT 'before the restart' AS value");
    await postgres.restart();
    const open = new Client({ connectionString: postgres.superuserUrl });
    open.on('error', () => undefined);
    await open.connect();
    await open.query("INSERT INTO kept VALUES ('before the crash')");
    await postgres.kill();
    await expect(query(postgres.superuserUrl, 'SELECT 1')).rejects.toThrow();
    await postgres.restart();
    expect(await query(postgres.superuserUrl, 'SELECT value FROM kept')).toEqual([
      { value: 'before the restart' },
      { value: 'before the crash' },
    ]);
  });

  it('serves the same data to the next one on the same folder, with the same password', async () => {
    await postgres.stop();
    const { password } = new URL(postgres.superuserUrl);
    postgres = await startPostgres({ dir });
    expect(new URL(postgres.superuserUrl).password).toBe(password);
    expect(await query(postgres.superuserUrl, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }]);
  });

  it('refuses a wrong password', async () => {
    const url = new URL(postgres.superuserUrl);
    url.password = 'wrong';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('names a taken port and the variable to change', async () => {
    await whilePortIsTaken(async (port) => {
      const start = startPostgres({ dir: join(dir, 'other'), port });
      await expect(start).rejects.toMatchObject({
        code: 'port-taken',
        message: expect.stringContaining(`PostgreSQL needs port ${port}, held by process ${process.pid}`) as string,
      });
      await expect(start).rejects.toThrow('set POSTGRES_PORT');
    });
  });

  it('gives each service a schema that the others cannot read, however often it is done', async () => {
    const plan = {
      superuserUrl: postgres.superuserUrl,
      database: 'stopsms',
      roles: { campaign: 'a1', inbound_mo: 'b2' },
    };
    const urls = await provisionDatabase(plan);
    await query(urls.campaign as string, 'CREATE TABLE contacts AS SELECT 1 AS id');
    expect(await provisionDatabase(plan)).toEqual(urls);
    expect(await query(urls.campaign as string, 'SELECT current_schema() AS schema, id FROM contacts')).toEqual([
      { schema: 'campaign', id: 1 },
    ]);
    const other = urls.inbound_mo as string;
    await expect(query(other, 'SELECT * FROM campaign.contacts')).rejects.toThrow(
      'permission denied for schema campaign',
    );
    await expect(query(other, 'CREATE TABLE public.anything (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
  });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
