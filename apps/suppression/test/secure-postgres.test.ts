// What is real: PostgreSQL with TLS and certificates of its own, a broker, and suppression with its outbox between them.
import { createHash } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import { CannotStart } from '@stopsms/kernel';
import { databaseConnection, openDataSource, provisionSql } from '@stopsms/persistence';
import {
  type Ground,
  type SecureTestPostgres,
  eventually,
  layGround,
  makeCertificate,
  startSecureTestPostgres,
} from '@stopsms/testing';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { suppression } from '../src/app.module';

const DAY_MS = 86_400_000;
const PASSWORD = 'a-long-password-of-one-role';
const ca = makeCertificate({ name: 'the CA' });
const stranger = makeCertificate({ name: 'another CA' });
const good = makeCertificate({ name: 'localhost', issuer: ca });
const expired = makeCertificate({ name: 'localhost', issuer: ca, validFrom: 0, validTo: Date.now() - DAY_MS });

let postgres: SecureTestPostgres;
let kafka: Ground;

beforeAll(async () => {
  [postgres, kafka] = await Promise.all([startSecureTestPostgres(good), layGround({ own: [] })]);
  for (const statement of provisionSql('suppression', PASSWORD)) await sql(statement);
});

afterAll(() => Promise.all([postgres?.stop(), kafka?.clear()]));

async function sql(statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client(postgres.superuserUrl);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function url(
  change: { host?: string; password?: string; port?: string; database?: string; sslmode?: string } = {},
): string {
  const address = new URL(postgres.superuserUrl);
  Object.assign(address, { username: 'suppression', password: PASSWORD, hostname: 'localhost' });
  if (change.host) address.hostname = change.host;
  if (change.password) address.password = change.password;
  if (change.port) address.port = change.port;
  if (change.database) address.pathname = change.database;
  if (change.sslmode) address.searchParams.set('sslmode', change.sslmode);
  return address.href;
}

type Migrations = Parameters<typeof openDataSource>[0]['migrations'];

async function open(address: string, authority?: string, migrations: Migrations = []): Promise<string> {
  const warned: string[] = [];
  const log = { info: () => undefined, warn: (_: object, line: string) => void warned.push(line) };
  try {
    const source = await openDataSource({ connection: databaseConnection(address, authority), migrations, log });
    await source.destroy();
    return ['opened', ...warned].join(' ');
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    return error.message;
  }
}

test('suppression and its outbox speak TLS alone', async () => {
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    ...kafka.env,
    DATABASE_URL: url({ sslmode: 'verify-full' }),
    DATABASE_SSL_CA: ca.cert,
    STOPSMS_RECIPIENT_SECRET: createHash('sha256').update('secure-postgres').digest('base64'),
    PSEUDONYM_SECRET: createHash('sha256').update('secure-postgres pseudonyms').digest('base64'),
    STOPSMS_MODE: 'development',
    LOG_LEVEL: 'error',
  };
  const service = await startService(suppression, env, (error) => process.emitWarning(error));
  try {
    await eventually('it is ready', async () => (await fetch(`${service.url}/health/ready`)).ok);
    const lines = await sql(
      `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'suppression'`,
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every(({ ssl }) => ssl === true)).toBe(true);
  } finally {
    await service.close();
  }
});

describe('a configuration fault is reported in one line, with what to do:', () => {
  test.each([
    [
      'the CA of somebody else',
      () => open(url(), stranger.cert),
      /signed by a CA that is not trusted here\. Give the CA .* DATABASE_SSL_CA_FILE/,
    ],
    ['no CA', () => open(url({ sslmode: 'verify-full' })), /not trusted here\. Give the CA .* DATABASE_SSL_CA_FILE/],
    [
      'another name',
      () => open(url({ host: '127.0.0.1' }), ca.cert),
      /127\.0\.0\.1:\d+: the server’s certificate is for another name/,
    ],
    [
      'a wrong password',
      () => open(url({ password: 'guess' }), ca.cert),
      /the password was refused\. Check the role and the password/,
    ],
    ['no such database', () => open(url({ database: '/nowhere' }), ca.cert), /there is no such database/],
    ['nobody there', () => open(url({ port: '1' }), ca.cert), /no answer \(ECONNREFUSED\)\. Check DATABASE_URL/],
  ])('%s', async (_, attempt, line) => {
    const said = await attempt();
    expect(said).toMatch(line);
    expect(said).toMatch(/^PostgreSQL at \S+:\d+[: ][^\n]+$/);
    expect(said).not.toContain(PASSWORD);
  });

  test('an expired certificate, and a server without TLS', async () => {
    await postgres.showCertificate(expired);
    await shown(/the server’s certificate has expired\. Renew it on the server/);
    await postgres.showCertificate(undefined);
    await shown(/it has no TLS\. Turn it on there \(ssl=on\), or set sslmode=disable/);
    await postgres.showCertificate(good);
    await shown(/^opened/);
  });

  // The server takes its new settings a moment later.
  const shown = (line: RegExp) => eventually(`${line}`, async () => line.test(await open(url(), ca.cert)));
});

class CreateFirst2000000000001 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE first (id int)');
  }
  async down(): Promise<void> {}
}

class CreateSecond2000000000002 {
  static broken = true;
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half_way (id int)');
    if (CreateSecond2000000000002.broken) await runner.query('CREATE TABLE first (id int)');
  }
  async down(): Promise<void> {}
}

test('a migration that fails half way changes nothing, is named, and is completed by the next start', async () => {
  const both = [CreateFirst2000000000001, CreateSecond2000000000002];
  expect(await open(url(), ca.cert, both)).toMatch(
    /^Migration CreateSecond2000000000002 failed and was rolled back whole: relation "first" already exists\. .*Mend the cause/,
  );
  expect(await sql(`SELECT tablename FROM pg_tables WHERE tablename IN ('first', 'half_way')`)).toEqual([
    { tablename: 'first' },
  ]);
  CreateSecond2000000000002.broken = false;
  expect(await open(url(), ca.cert, both)).toMatch(/^opened/);
});

test('a version before the schema starts and says what it does not know', async () => {
  expect(await open(url(), ca.cert, [CreateFirst2000000000001])).toMatch(
    /^opened The schema is newer than this version: it has .*CreateSecond2000000000002/,
  );
});
