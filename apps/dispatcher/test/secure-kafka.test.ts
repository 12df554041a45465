// What is real: a broker with TLS, logins and several certificates, and the dispatcher, which needs nothing else to start.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '@stopsms/bootstrap';
import { type SecureTestKafka, eventually, makeCertificate, startSecureTestKafka } from '@stopsms/testing';
import { dispatcher } from '../src/app.module';

const DAY_MS = 86_400_000;
const PASSWORD = 'a-long-password-of-one-user';
const ca = makeCertificate({ name: 'the CA' });
const stranger = makeCertificate({ name: 'another CA' });
const server = makeCertificate({ name: 'localhost', issuer: ca });
const expired = makeCertificate({ name: 'localhost', issuer: ca, validFrom: 0, validTo: Date.now() - DAY_MS });
const client = makeCertificate({ name: 'dispatcher', issuer: ca });

let kafka: SecureTestKafka;
let files: string;

beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'stopsms-pem-'));
  writeFileSync(join(files, 'ca.pem'), ca.cert);
  writeFileSync(join(files, 'password'), `${PASSWORD}\n`);
  kafka = await startSecureTestKafka({
    users: { dispatcher: PASSWORD },
    listeners: {
      LOGIN: { protocol: 'SASL_SSL', certificate: server },
      EXPIRED: { protocol: 'SASL_SSL', certificate: expired },
      MUTUAL: { protocol: 'SSL', certificate: server, clientCa: ca.cert },
      CLEAR: { protocol: 'SASL_PLAINTEXT' },
    },
  });
});

afterAll(async () => {
  await kafka?.stop();
  rmSync(files, { recursive: true, force: true });
});

const at = (listener: string) => ({ KAFKA_BROKERS: kafka.secureBootstraps[listener] });
const login = (mechanism = 'scram-sha-512', password = PASSWORD) => ({
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: 'dispatcher',
  KAFKA_SASL_PASSWORD: password,
});
const trusted = { KAFKA_SSL_CA: ca.cert };
const env = (settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PORT: '0',
  HOST: '127.0.0.1',
  STOPSMS_MODE: 'development',
  LOG_LEVEL: 'error',
  START_WAIT_MS: '0',
  ...settings,
});

async function started(settings: NodeJS.ProcessEnv): Promise<void> {
  const service = await startService(dispatcher, env(settings), (error) => process.emitWarning(error));
  try {
    await eventually('its consumers have joined', async () => {
      const { details } = (await (await fetch(`${service.url}/health/ready`)).json()) as {
        details: { kafka: { status: string } };
      };
      return details.kafka.status === 'up';
    });
  } finally {
    await service.close();
  }
}

async function refusal(settings: NodeJS.ProcessEnv): Promise<string> {
  const service = await startService(dispatcher, env(settings), () => undefined).catch((error: Error) => error.message);
  if (typeof service === 'string') return service;
  await service.close();
  return 'it started';
}

describe('a dispatcher starts and reads', () => {
  test('by TLS and SCRAM-SHA-512, with CA and password in files', async () => {
    await started({
      ...at('LOGIN'),
      KAFKA_SSL_CA_FILE: join(files, 'ca.pem'),
      ...login(),
      KAFKA_SASL_PASSWORD: undefined,
      KAFKA_SASL_PASSWORD_FILE: join(files, 'password'),
    });
  });

  test('by TLS with a certificate of its own, and no login', async () => {
    await started({ ...at('MUTUAL'), ...trusted, KAFKA_SSL_CERT: client.cert, KAFKA_SSL_KEY: client.key });
  });
});

describe('a dispatcher does not start, and logs in one line what to do,', () => {
  test.each([
    [
      'TLS, the CA of somebody else',
      () => ({ ...at('LOGIN'), KAFKA_SSL_CA: stranger.cert, ...login() }),
      /signed by a CA that is not trusted here\. Give the CA .* KAFKA_SSL_CA_FILE/,
    ],
    [
      'TLS, no CA',
      () => ({ ...at('LOGIN'), KAFKA_SSL: 'true', ...login() }),
      /not trusted here\. Give the CA .* KAFKA_SSL_CA_FILE/,
    ],
    [
      'an expired certificate',
      () => ({ ...at('EXPIRED'), ...trusted, ...login() }),
      /broker’s certificate has expired\. Renew it/,
    ],
    [
      'another name',
      () => ({ KAFKA_BROKERS: at('LOGIN').KAFKA_BROKERS?.replace('localhost', '127.0.0.1'), ...trusted, ...login() }),
      /127\.0\.0\.1:\d+: the broker’s certificate is for another name/,
    ],
    [
      'no certificate of our own where one is asked for',
      () => ({ ...at('MUTUAL'), ...trusted }),
      /did not accept our certificate\. Give one .* KAFKA_SSL_CERT_FILE/,
    ],
    [
      'a wrong password',
      () => ({ ...at('LOGIN'), ...trusted, ...login('scram-sha-256', 'guess') }),
      /login was refused \(scram-sha-256\)\. Check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/,
    ],
    [
      'a wrong password, PLAIN',
      () => ({ ...at('LOGIN'), ...trusted, ...login('plain', 'guess') }),
      /login was refused \(plain\)/,
    ],
    [
      'TLS against a port without',
      () => ({ KAFKA_BROKERS: kafka.bootstrap, ...trusted }),
      /closes the connection: is this a port without TLS\?/,
    ],
    [
      'no TLS against a port with it',
      () => ({ ...at('LOGIN'), ...login() }),
      /closes the connection: does this port want TLS\?/,
    ],
    [
      'no login where one is asked for',
      () => at('CLEAR'),
      /does this port want TLS or a login\?.*KAFKA_SASL_MECHANISM/,
    ],
    [
      'a login where none is taken',
      () => ({ KAFKA_BROKERS: kafka.bootstrap, ...login() }),
      /takes no logins\. Unset KAFKA_SASL_MECHANISM/,
    ],
    [
      'nobody there',
      () => ({ KAFKA_BROKERS: '127.0.0.1:1' }),
      /no answer \(ECONNREFUSED\)\. Check KAFKA_BROKERS.* Tried 1 time/,
    ],
  ])('%s', async (_, settings, line) => {
    const said = await refusal(settings());
    expect(said).toMatch(line);
    expect(said).toMatch(/^Kafka at \S+:\d+: [^\n]+$/);
    expect(said).not.toContain(PASSWORD);
  });

  test('and ends with exit code 1', () => {
    const main = join(__dirname, '../../../dist/apps/dispatcher/src/main.js');
    const run = spawnSync(process.execPath, [main], {
      env: { ...env({ ...at('LOGIN'), ...trusted, ...login('scram-sha-512', 'guess') }), PATH: process.env.PATH },
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/^dispatcher cannot start: Kafka at localhost:\d+: the login was refused [^\n]+\n$/);
  });
});
