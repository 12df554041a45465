import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { provisionDatabase } from '@stopsms/persistence';
import { makeTestDatabase, postgresPrograms, sharedPostgres } from '@stopsms/test-parts';
import { Client } from 'pg';
import { CONSOLE, KEEP_STATE } from '../src/kubernetes/surroundings';
import { ROOT, documents } from './built-manifests';

// The script of the CronJob, run as its container runs it, on a real database.

const FOLDER = join(ROOT, 'k8s/components/backup');
const SCRIPT = join(FOLDER, 'backup.sh');
const SCHEMAS = [...KEEP_STATE, CONSOLE.name].map((name) => name.replace('-', '_')).sort();
const PASSWORD = 'geheim-of-the-backup';

jest.setTimeout(120_000);

const bin = postgresPrograms();
if (!bin) console.info('Neither pg_dump 18 nor pip is on the PATH: the script of the backup was not run.');
const withPrograms = bin ? it : it.skip;

let database: Awaited<ReturnType<typeof makeTestDatabase>>;
let dir: string;
let role: string;

const asOwner = async (url: string, ...statements: string[]) => {
  const client = new Client(url);
  await client.connect();
  try {
    const results = [];
    for (const statement of statements) results.push((await client.query(statement)).rows);
    return results;
  } finally {
    await client.end();
  }
};

/** Runs the script; what it wrote is in `said`. */
function backup(env: NodeJS.ProcessEnv = {}) {
  const url = new URL(database.superuserUrl);
  Object.assign(url, { username: role, password: PASSWORD });
  const { status, stdout, stderr } = spawnSync('sh', [SCRIPT], {
    encoding: 'utf8',
    env: { PATH: `${bin}${delimiter}${process.env['PATH']}`, DATABASE_URL: url.href, BACKUP_DIR: dir, ...env },
  });
  return { status, said: stdout + stderr };
}
const dumps = () => readdirSync(dir).sort();

beforeAll(async () => {
  database = await makeTestDatabase('campaign');
  const { pathname } = new URL(database.superuserUrl);
  const roles = Object.fromEntries(SCHEMAS.map((schema) => [schema, database.password]));
  await provisionDatabase({ superuserUrl: database.superuserUrl, database: pathname.slice(1), roles });
  role = `backup_${pathname.slice(3)}`;
  await asOwner(
    database.superuserUrl,
    ...SCHEMAS.map((schema) => `CREATE TABLE ${schema}.kept AS SELECT '${schema}' AS value`),
    // As docs/recovery.md says.
    `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}' IN ROLE pg_read_all_data`,
    `GRANT CONNECT ON DATABASE ${pathname.slice(1)} TO ${role}`,
  );
});
afterAll(async () => {
  await database?.drop();
  await asOwner(sharedPostgres(), `DROP ROLE IF EXISTS ${role}`);
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stopsms-backup-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it('names every schema, and what it writes lies on the volume', () => {
  const [, job] = documents(readFileSync(join(FOLDER, 'backup.yaml'), 'utf8'));
  const { containers } = job?.['spec'].jobTemplate.spec.template.spec;
  const env = Object.fromEntries(containers[0].env.map(({ name, value }: Record<string, string>) => [name, value]));
  expect(env).toEqual({ BACKUP_DIR: '/backups', BACKUP_KEEP: '14', BACKUP_SCHEMAS: SCHEMAS.join(' ') });
  expect(containers[0].volumeMounts).toContainEqual({ name: 'backups', mountPath: '/backups' });
  expect(readFileSync(SCRIPT, 'utf8')).toContain(`BACKUP_SCHEMAS:-${SCHEMAS.join(' ')}}`);
});

withPrograms('a role that only reads dumps every schema, and the dump restores into an empty database', async () => {
  expect(backup()).toEqual({ status: 0, said: expect.stringMatching(/wrote and read .*\.dump, \d+ octets, 1 kept/) });
  const [dump = ''] = dumps();
  expect(dump).toMatch(/^stopsms-\d{8}T\d{6}Z\.dump$/);
  const into = await makeTestDatabase('campaign');
  try {
    const { pathname } = new URL(into.superuserUrl);
    const roles = Object.fromEntries(SCHEMAS.map((schema) => [schema, into.password]));
    await provisionDatabase({ superuserUrl: into.superuserUrl, database: pathname.slice(1), roles });
    const options = ['--clean', '--if-exists', '--single-transaction', `--dbname=${into.superuserUrl}`];
    const { status, stderr } = spawnSync(join(String(bin), 'pg_restore'), [...options, join(dir, dump)], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const rows = await asOwner(into.superuserUrl, ...SCHEMAS.map((schema) => `SELECT value FROM ${schema}.kept`));
    expect(rows).toEqual(SCHEMAS.map((value) => [{ value }]));
    const [owners] = await asOwner(
      into.superuserUrl,
      "SELECT nspname AS name, nspowner::regrole::text AS owner FROM pg_namespace WHERE nspname = 'suppression'",
    );
    expect(owners).toEqual([{ name: 'suppression', owner: 'suppression' }]);
  } finally {
    await into.drop();
  }
});

withPrograms('keeps the newest, and deletes what a killed run left', () => {
  const earlier = ['20260101T000000Z', '20260102T000000Z', '20260103T000000Z'].map((at) => `stopsms-${at}.dump`);
  for (const name of [...earlier, 'stopsms-20260104T000000Z.dump.part', 'of-another.dump'])
    writeFileSync(join(dir, name), '');
  expect(backup({ BACKUP_KEEP: '2' }).status).toBe(0);
  expect(dumps()).toEqual(['of-another.dump', earlier[2], expect.stringMatching(/^stopsms-2\d+T\d+Z\.dump$/)]);
});

withPrograms('deletes no earlier dump when it fails, and never prints the password', async () => {
  writeFileSync(join(dir, 'stopsms-20260101T000000Z.dump'), 'earlier');
  const wrong = new URL(database.superuserUrl);
  Object.assign(wrong, { username: role, password: 'geheim-but-wrong' });
  await asOwner(database.superuserUrl, 'CREATE SCHEMA empty_one');
  const failures: [NodeJS.ProcessEnv, RegExp][] = [
    [{ DATABASE_URL: '' }, /DATABASE_URL is missing/],
    [{ DATABASE_URL: wrong.href }, /pg_dump failed; the earlier dumps are kept/],
    [{ BACKUP_SCHEMAS: 'campaign no_such' }, /pg_dump failed; the earlier dumps are kept/],
    [{ BACKUP_SCHEMAS: 'campaign empty_one' }, /no data of schema empty_one; the earlier dumps are kept/],
    [{ BACKUP_KEEP: '0' }, /BACKUP_KEEP is "0"/],
    [{ BACKUP_KEEP: '1;ls' }, /BACKUP_KEEP is "1;ls"/],
    [{ BACKUP_DIR: join(dir, 'no-such') }, /no-such is not a folder/],
  ];
  for (const [env, says] of failures) {
    const { status, said } = backup({ BACKUP_KEEP: '1', ...env });
    expect({ env, status, said }).toEqual({ env, status: 1, said: expect.stringMatching(says) });
    expect(said).not.toContain('geheim');
    expect(dumps().filter((name) => name.endsWith('.dump'))).toEqual(['stopsms-20260101T000000Z.dump']);
  }
});

withPrograms('a dump that is cut off does not count', () => {
  // pg_dump as it is when the volume is full, but that it does not notice.
  const cut = mkdtempSync(join(tmpdir(), 'stopsms-cut-'));
  const file = join(cut, 'pg_dump');
  const shell = `"${bin}/pg_dump" "$@" || exit
for each; do case $each in --file=*) out=\${each#--file=} ;; esac; done
size=$(wc -c <"$out"); head -c $((size - 40)) "$out" >"$out.cut" && mv "$out.cut" "$out"`;
  writeFileSync(file, `#!/bin/sh\n${shell}\n`);
  chmodSync(file, 0o755);
  try {
    const { status, said } = backup({ PATH: `${cut}${delimiter}${bin}${delimiter}${process.env['PATH']}` });
    expect({ status, said }).toEqual({ status: 1, said: expect.stringMatching(/cannot be read|no table of contents/) });
    expect(dumps().filter((name) => name.endsWith('.dump'))).toEqual([]);
  } finally {
    rmSync(cut, { recursive: true });
  }
});
