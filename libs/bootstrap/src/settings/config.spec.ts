import { ConfigurationError } from '@stopsms/service';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '@stopsms/test-parts';
import { z } from 'zod';
import { loadConfig } from './config';

const SECRET = createHash('sha256').update('config').digest('base64');
const ours = makeCertificate({ name: 'ours' });
const good = {
  PORT: '3005',
  KAFKA_BROKERS: 'a:9092, b:9092',
  ALLOW_PLAIN_KAFKA: 'true',
  DATABASE_URL: 'postgres://suppression:b2c7f0e1d4a89635@localhost:5432/stopsms',
  ALLOW_PLAIN_POSTGRES: 'true',
  STOPSMS_RECIPIENT_SECRET: SECRET,
  PSEUDONYM_SECRET: createHash('sha256').update('pseudonyms').digest('base64'),
  OPERATOR_KEYS: `alice:${'ab'.repeat(32)}`,
};
const ALL = { database: true, recipientSecret: true, pseudonymSecret: true };
const load = (env: NodeJS.ProcessEnv, extra = z.object({})) => loadConfig('suppression', extra, env, ALL);
const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
};

describe('configuration', () => {
  it('has no trailing line end of a secret, from the environment or a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secret-')), 'password');
    writeFileSync(file, 'b2c7f0e1d4a89635\r\n');
    const login = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'a\n', KAFKA_SASL_PASSWORD_FILE: file };
    const ended = Object.fromEntries(Object.entries(good).map(([name, value]) => [name, `${value}\n`]));
    expect(load({ ...ended, ...login, KAFKA_SSL: 'true\n' })).toMatchObject({
      ...load({ ...good, KAFKA_SSL: 'true' }),
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_SASL_USERNAME: 'a',
      KAFKA_SASL_PASSWORD: 'b2c7f0e1d4a89635',
    });
  });

  it('is read with its defaults', () => {
    expect(load(good)).toMatchObject({ PORT: 3005, KAFKA_BROKERS: ['a:9092', 'b:9092'], STOPSMS_MODE: 'production' });
  });

  it('is refused with everything that is wrong at once, each variable named with what it is for', () => {
    const problems = problemsOf({ PORT: '99999', STOPSMS_RECIPIENT_SECRET: 'short', DATABASE_URL: 'mysql://x' });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/^PORT is wrong.*HTTP port/m);
    expect(problems.join('\n')).toMatch(/^KAFKA_BROKERS is not set .*host:port/m);
    expect(problems.join('\n')).toMatch(/^STOPSMS_RECIPIENT_SECRET is wrong: .* 32 are needed/m);
    expect(problems.join('\n')).toMatch(/^PSEUDONYM_SECRET is not set .*pseudonyms/m);
    expect(problems.join('\n')).toMatch(/^DATABASE_URL is wrong: must look like postgres:/m);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(problemsOf({ ...good, KAFKA_BROKERS: '' })).toEqual([expect.stringMatching(/^KAFKA_BROKERS is not set/)]);
  });

  it('does not allow a shifted clock in production', () => {
    const env = { ...good, STOPSMS_CLOCK: '2026-11-25T10:00:00Z' };
    expect(problemsOf(env)).toEqual([expect.stringContaining('STOPSMS_CLOCK is set in production mode')]);
    expect(problemsOf({ ...env, STOPSMS_MODE: 'development' })).toEqual([]);
    expect(problemsOf({ ...env, STOPSMS_MODE: 'development', STOPSMS_CLOCK: 'noon' })).toEqual([
      expect.stringContaining('"noon" is not an ISO instant'),
    ]);
  });

  it('asks for what a service needs besides', () => {
    const extra = z.object({ HEARTBEAT_MS: z.coerce.number().default(1_000) });
    expect(load({ ...good, HEARTBEAT_MS: '250' }, extra)).toMatchObject({ HEARTBEAT_MS: 250 });
  });

  it('gives the recipient secrets to services that hash numbers or name people to advertisers, and to no other', () => {
    const { STOPSMS_RECIPIENT_SECRET: _, PSEUDONYM_SECRET: __, ...without } = good;
    expect(() => load(without)).toThrow(/STOPSMS_RECIPIENT_SECRET is not set[^]*PSEUDONYM_SECRET is not set/);
    const dispatcher = (env: NodeJS.ProcessEnv) =>
      loadConfig('dispatcher', z.object({}), env, { database: false, recipientSecret: false, pseudonymSecret: false });
    expect(() => dispatcher(without)).not.toThrow();
    for (const name of ['STOPSMS_RECIPIENT_SECRET', 'PSEUDONYM_SECRET']) {
      expect(dispatcher(good)).not.toHaveProperty(name);
    }
  });

  it('takes any setting from a file, and says when it cannot', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'stopsms-')), 'url');
    writeFileSync(file, `${good.DATABASE_URL}\n`);
    const { DATABASE_URL: _, ...others } = good;
    expect(load({ ...others, DATABASE_URL_FILE: file })).toMatchObject({ DATABASE_URL: good.DATABASE_URL });
    expect(problemsOf({ ...good, DATABASE_URL_FILE: file })).toEqual([expect.stringContaining('are both set')]);
    expect(problemsOf({ ...others, DATABASE_URL_FILE: '/nowhere' })).toEqual([
      expect.stringContaining('/nowhere, which cannot be read: ENOENT'),
      expect.stringContaining('DATABASE_URL is not set'),
    ]);
  });

  test.each([
    [
      'a word of TLS that checks too little',
      { DATABASE_URL: `${good.DATABASE_URL}?sslmode=require` },
      /^DATABASE_URL .*sslmode=require: use verify-full/,
    ],
    [
      'a CA in the URL',
      { DATABASE_URL: `${good.DATABASE_URL}?sslrootcert=ca.pem` },
      /^DATABASE_URL .*DATABASE_SSL_CA_FILE instead/,
    ],
    [
      'TLS that is off and on',
      { DATABASE_URL: `${good.DATABASE_URL}?sslmode=disable`, DATABASE_SSL_CA: ours.cert },
      /keep one$/,
    ],
    ['a CA that is none', { KAFKA_SSL_CA: 'ca.pem' }, /^KAFKA_SSL_CA .*holds no certificate: PEM is needed/],
    [
      'a certificate of yesterday',
      { KAFKA_SSL_CA: makeCertificate({ name: 'a', validFrom: 0, validTo: 86_400_000 }).cert },
      /CN=a expired on Jan {2}2 .*1970 GMT: renew it/,
    ],
    ['a certificate without key', { KAFKA_SSL_CERT: ours.cert }, /KAFKA_SSL_CERT and KAFKA_SSL_KEY go together/],
    [
      'the key of another',
      { KAFKA_SSL_CERT: ours.cert, KAFKA_SSL_KEY: makeCertificate({ name: 'b' }).key },
      /not the key of/,
    ],
    [
      'a login without a password',
      { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'a' },
      /^KAFKA_SASL_PASSWORD is not set/,
    ],
    ['a login without a way', { KAFKA_SASL_USERNAME: 'a' }, /^KAFKA_SASL_MECHANISM is not set/],
    [
      'a way that there is not',
      { KAFKA_SASL_MECHANISM: 'gssapi' },
      /^KAFKA_SASL_MECHANISM .*must be plain, scram-sha-256/,
    ],
    [
      'a password for all to read',
      { KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_PASSWORD: 'b2c7f0e1d4a89635' },
      /plain without TLS/,
    ],
  ])('refuses %s', (_, settings, problem) => {
    expect(problemsOf({ ...good, ...settings })).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses examples and short values as secrets in production, and names each', () => {
    const extra = z.object({ PIN: z.string().default('changeme') });
    const weak = {
      ...good,
      DATABASE_URL: 'postgres://role:password@host:5432/stopsms',
      STOPSMS_RECIPIENT_SECRET: Buffer.alloc(32).toString('base64'),
      OPERATOR_KEYS: '',
    };
    const start = (env: NodeJS.ProcessEnv) =>
      loadConfig('suppression', extra, env, ALL, ({ PIN }) => ({ PIN: [PIN, 4] }));
    expect(() => start(weak)).toThrow(
      /4 setting\(s\)[^]*OPERATOR_KEYS is not set[^]*RECIPIENT_SECRET is not random[^]*password in DATABASE_URL is an example[^]*PIN is an example/,
    );
    expect(() => start({ ...weak, STOPSMS_MODE: 'development' })).not.toThrow();
  });

  test.each([
    ['a key and no hash', 'alice:secret', /^OPERATOR_KEYS .*Put the hash there, never the key/],
    ['the hash of nothing', `alice:${createHash('sha256').digest('hex')}`, /empty or an example/],
    ...['admin', 'password', 'operator', 'changeme', 'test', 'secret', 'stopsms_admin'].map(
      (word) =>
        [
          `the hash of ${word}`,
          `alice:${createHash('sha256').update(word).digest('hex')}`,
          /common word for alice/,
        ] as [string, string, RegExp],
    ),
    ['one key of two', `a:${'0'.repeat(64)},b:${'0'.repeat(64)}`, /a and b have the same key/],
  ])('refuses %s for an operator', (_, OPERATOR_KEYS, problem) => {
    const problems = problemsOf({ ...good, OPERATOR_KEYS });
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain('secret');
  });
});
