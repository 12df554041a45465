import { type Log, Metrics } from '@stopsms/service';
import { makeCertificate } from '@stopsms/test-parts';
import { z } from 'zod';
import { loadConfig } from './config';
import { showConnections } from './plain-connections';

const ours = makeCertificate({ name: 'ours' });
const TLS = { KAFKA_SSL: 'true' };
const LOGIN = {
  KAFKA_SASL_MECHANISM: 'scram-sha-512',
  KAFKA_SASL_USERNAME: 'dispatcher',
  KAFKA_SASL_PASSWORD: 'b2c7f0e1d4a89635',
};
const PLAIN_URL = 'postgres://suppression:b2c7f0e1d4a89635@db:5432/stopsms';
const WELL = { ...TLS, ...LOGIN, DATABASE_URL: `${PLAIN_URL}?sslmode=verify-full` };

const extra = z.object({ ALLOW_PLAIN_SMPP: z.stringbool().default(false) });
const load = (settings: NodeJS.ProcessEnv, operators: string[] = [], more: NodeJS.ProcessEnv = {}) => {
  const env = {
    PORT: '0',
    KAFKA_BROKERS: 'kafka:9092',
    OPERATOR_KEYS: `alice:${'ab'.repeat(32)}`,
    ...settings,
    ...more,
  };
  return loadConfig(
    'dispatcher',
    extra,
    env,
    { database: true, recipientSecret: false, pseudonymSecret: false },
    () => ({}),
    () => operators,
  );
};

test.each([
  ['a login and TLS', WELL],
  ['a certificate of ours', { KAFKA_SSL_CERT: ours.cert, KAFKA_SSL_KEY: ours.key, DATABASE_URL: WELL.DATABASE_URL }],
  ['the CA of PostgreSQL', { ...WELL, DATABASE_URL: PLAIN_URL, DATABASE_SSL_CA: ours.cert }],
])('production mode takes %s', (_, settings) => {
  expect(() => load(settings)).not.toThrow();
});

test.each([
  [
    'Kafka without TLS',
    { ...LOGIN, DATABASE_URL: WELL.DATABASE_URL },
    [],
    'ALLOW_PLAIN_KAFKA',
    'Kafka is reached without TLS: set KAFKA_SSL_CA or KAFKA_SSL.',
  ],
  [
    'Kafka without a login',
    { ...TLS, DATABASE_URL: WELL.DATABASE_URL },
    [],
    'ALLOW_PLAIN_KAFKA',
    'Kafka is reached without a login: set KAFKA_SASL_MECHANISM, or KAFKA_SSL_CERT.',
  ],
  [
    'Kafka without either',
    { DATABASE_URL: WELL.DATABASE_URL },
    [],
    'ALLOW_PLAIN_KAFKA',
    'Kafka is reached without TLS and without a login: set KAFKA_SSL_CA or KAFKA_SSL, and KAFKA_SASL_MECHANISM, or KAFKA_SSL_CERT.',
  ],
  [
    'PostgreSQL without TLS',
    { ...WELL, DATABASE_URL: PLAIN_URL },
    [],
    'ALLOW_PLAIN_POSTGRES',
    'PostgreSQL is reached without TLS: set DATABASE_SSL_CA, or ?sslmode=verify-full in DATABASE_URL.',
  ],
  [
    'operators without TLS',
    WELL,
    ['ovh', 'sinch'],
    'ALLOW_PLAIN_SMPP',
    'Operators are reached without TLS (ovh, sinch): set tls of each, or a baseUrl with https, in PROVIDERS_FILE, tls of an account in GATEWAY_ACCOUNTS_FILE.',
  ],
])('production mode refuses %s unless a setting names it', async (_, settings, operators, allowance, line) => {
  expect(() => load(settings, operators)).toThrow(
    `1 setting(s) are wrong; see .env.example:\n  ${line} Where nobody else is on the way, ${allowance}=true allows it`,
  );
  expect(() => load(settings, operators, { STOPSMS_MODE: 'development' })).not.toThrow();

  const warned: string[] = [];
  const metrics = new Metrics('dispatcher');
  const log = { warn: (_part: object, text: string) => warned.push(text) } as unknown as Log;
  showConnections(load(settings, operators, { [allowance]: 'true' }), operators, metrics, log);
  expect(warned).toEqual([`${allowance} is true: ${line}`]);
  const { values } = await metrics.plainConnections.get();
  const part = allowance.replace('ALLOW_PLAIN_', '').toLowerCase();
  expect(values.map(({ labels, value }) => [labels.part, value])).toEqual(
    ['kafka', 'postgres', 'smpp'].map((each) => [each, Number(each === part)]),
  );
});
