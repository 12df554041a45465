// What is real: a broker with TLS, logins and the rights of the generated manifests, compliance in production mode on it, and the
// publishers of k8s/overlays/production, each with a plain client of its own.
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { makeApiKey } from '@stopsms/access';
import { type RunningService, startService } from '@stopsms/bootstrap';
import {
  CANARY_KEY,
  type PublisherOutcome,
  type Verdict,
  advertisers,
  auditEvents,
  messageStatus,
  optOuts,
  outcomesOfPublishers,
  outcomesTopic,
  publisherTopic,
  receipts,
  smsRequested,
  topicsOfPublishers,
  verdicts,
} from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { ensureTopics } from '@stopsms/messaging';
import { readPublishers } from '@stopsms/service';
import {
  type Ground,
  PlainClient,
  type SecureTestKafka,
  type Seen,
  eventually,
  isReady,
  layGround,
  makeCertificate,
  startSecureTestKafka,
} from '@stopsms/testing';
import { Kafka, logLevel } from 'kafkajs';
import { compliance } from '../../src/app.module';
import { grantRights } from './generated-rights';
import { BRICOLIS, LORANE, PROOF_SIGNING_KEY, REMINDER, requestOf } from '../fixtures';

const OVERLAY = join(__dirname, '../../../../k8s/overlays/production');
const PUBLISHERS_FILE = join(OVERLAY, 'release/publishers.yaml');
const PASSWORD = 'a-long-password-of-all-users';
// As good as production mode asks for.
const SECRET = createHash('sha256').update('publishers').digest('base64');
const USERS = ['compliance', 'campaign', 'publisher-shop', 'publisher-crm'] as const;
const ca = makeCertificate({ name: 'the CA' });
const [NOT_TO_TOPIC, NOT_TO_GROUP] = ['not to that topic', 'not to that group'];
const [shops, crms] = [publisherTopic('shop').name, publisherTopic('crm').name];
const [toShop, toCrm] = [outcomesTopic('shop').name, outcomesTopic('crm').name];

let kafka: SecureTestKafka;
let ground: Ground;
let service: RunningService;
let published: Seen<Verdict>[];
let deadLetters: Seen[];
let plain: PlainClient;
const clients: PlainClient[] = [];
const as = {} as Record<(typeof USERS)[number], Kafka>;

beforeAll(async () => {
  kafka = await startSecureTestKafka({
    users: Object.fromEntries(USERS.map((user) => [`stopsms-${user}`, PASSWORD])),
    listeners: { LOGIN: { protocol: 'SASL_SSL', certificate: makeCertificate({ name: 'localhost', issuer: ca }) } },
    rights: true,
  });
  const anybody = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
  const admin = anybody.admin();
  await admin.connect();
  const problems: string[] = [];
  const publishers = readPublishers({ PUBLISHERS_FILE }, (problem) => problems.push(problem));
  expect(problems).toEqual([]);
  await ensureTopics(admin, [...topicsOfPublishers(publishers), ...outcomesOfPublishers(publishers)]);
  await grantRights(admin);
  await admin.disconnect();
  for (const user of USERS) {
    as[user] = new Kafka({
      brokers: [kafka.secureBootstraps['LOGIN'] ?? ''],
      ssl: { ca: [ca.cert] },
      sasl: { mechanism: 'scram-sha-512', username: `stopsms-${user}`, password: PASSWORD },
      logLevel: logLevel.NOTHING,
      retry: { retries: 2 },
    });
  }
  const client = new PlainClient(anybody);
  clients.push(client);
  plain = client;
  await client.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: new RecipientKeys(SECRET).canary() } }]);
  await client.put(
    advertisers,
    [LORANE, BRICOLIS].map((value) => ({ key: value.id, value, partition: 0 })),
  );
  published = await client.collect<Verdict>(verdicts);
  deadLetters = await client.collect(`${shops}.dlq`);
  ground = await layGround({ role: 'compliance', own: [] });
  service = await startService(compliance, inProduction(), (error) => process.emitWarning(error));
  await isReady('compliance', service.url);
});

afterAll(async () => {
  await service?.close();
  await Promise.all(clients.map((client) => client.close()));
  await ground?.clear();
  await kafka?.stop();
});

const inProduction = (): NodeJS.ProcessEnv => ({
  PORT: '0',
  HOST: '127.0.0.1',
  DATABASE_URL: ground.env['DATABASE_URL'],
  ALLOW_PLAIN_POSTGRES: 'true',
  STOPSMS_RECIPIENT_SECRET: SECRET,
  OPERATOR_KEYS: `alice:${makeApiKey().hash}`,
  PROOF_SIGNING_KEY,
  LOG_LEVEL: 'error',
  KAFKA_BROKERS: kafka.secureBootstraps['LOGIN'],
  KAFKA_SSL_CA: ca.cert,
  KAFKA_SASL_MECHANISM: 'scram-sha-512',
  KAFKA_SASL_USERNAME: 'stopsms-compliance',
  KAFKA_SASL_PASSWORD: PASSWORD,
  PUBLISHERS_FILE,
});

/** kafkajs says in three ways that the broker refuses. */
function refusalOf(error: unknown): string {
  const { type, message } = error as { type?: string; message: string };
  if (type === 'TOPIC_AUTHORIZATION_FAILED' || message.includes('[Topic authorization failed]')) return NOT_TO_TOPIC;
  return type === 'GROUP_AUTHORIZATION_FAILED' || message === 'Failed to find group coordinator'
    ? NOT_TO_GROUP
    : message;
}

/** @returns the id, or how the broker refused */
async function ask(client: Kafka, topic: string, more: object = {}, source?: string): Promise<string> {
  const request = requestOf({ category: 'informative', text: REMINDER, ...more });
  const headers = source === undefined ? {} : { ce_source: source };
  const producer = client.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ key: request.id, value: JSON.stringify(request), headers }], acks: -1 });
    return request.id;
  } catch (error) {
    return refusalOf(error);
  } finally {
    await producer.disconnect();
  }
}

const verdictOf = (id: string): Promise<Verdict> =>
  eventually(`a verdict on ${id}`, () => published.find(({ key }) => key === id)?.value);

/** It may be night. */
const TAKEN = /^(cleared|held)$/;

test('a publisher writes its own topic, and requests for its own advertisers', async () => {
  expect((await verdictOf(await ask(as['publisher-shop'], shops))).verdict).toMatch(TAKEN);
  const crm = await verdictOf(await ask(as['publisher-crm'], crms, { advertiserId: BRICOLIS.id }));
  expect(crm.verdict).toMatch(TAKEN);
  expect(await verdictOf(await ask(as['publisher-shop'], shops, { advertiserId: BRICOLIS.id }))).toMatchObject({
    verdict: 'refused',
    code: 'PUBLISHER_NOT_ALLOWED',
    publisher: 'shop',
  });
});

test.each([
  ['another publisher’s topic', crms],
  ['its own dead letters', `${shops}.dlq`],
  ['the topic of campaign', smsRequested.name],
  ['the lanes', 'compliance.cleared-informative.v1'],
  ['verdicts', verdicts.name],
  ['its outcomes', toShop],
  ['the opt-outs', optOuts.name],
])('the broker does not let a publisher write %s', async (_, topic) => {
  expect(await ask(as['publisher-shop'], topic)).toBe(NOT_TO_TOPIC);
});

test('the broker lets neither campaign write a publisher’s topic, nor anybody read others’ topics', async () => {
  expect(await ask(as.campaign, shops)).toBe(NOT_TO_TOPIC);
  expect(await read(as['publisher-shop'], toShop, 'publisher.shop.outcomes')).toBe('read');
  expect(await read(as['publisher-shop'], `${shops}.dlq`, 'publisher.shop.dead')).toBe('read');
  expect(await read(as['publisher-shop'], crms, 'publisher.shop.spy')).toBe(NOT_TO_TOPIC);
  expect(await read(as['publisher-shop'], smsRequested.name, 'publisher.shop.spy')).toBe(NOT_TO_TOPIC);
  expect(await read(as['publisher-shop'], toShop, 'publisher.crm.outcomes')).toBe(NOT_TO_GROUP);
});

test.each([
  toCrm,
  advertisers.name,
  auditEvents.compliance.name,
  verdicts.name,
  messageStatus.name,
  receipts.name,
  optOuts.name,
  `${crms}.dlq`,
  `${verdicts.name}.dlq`,
])('a publisher cannot read %s, which contains others’ messages', async (topic) => {
  expect(await read(as['publisher-shop'], topic, 'publisher.shop.spy')).toBe(NOT_TO_TOPIC);
});

test('a publisher reads decisions on its own messages, without recipient keys', async () => {
  const outcomes = await plain.collect<PublisherOutcome>(toShop);
  const mine = await ask(as['publisher-shop'], shops);
  const other = await ask(as['publisher-crm'], crms, { advertiserId: BRICOLIS.id });
  await verdictOf(other);
  const said = await eventually('its outcome', () => outcomes.find(({ key }) => key === mine)?.value);
  expect(said).toMatchObject({ messageId: mine, kind: 'verdict', state: expect.stringMatching(TAKEN), attempt: 1 });
  expect(said).not.toHaveProperty('recipientKey');
  expect(outcomes.map(({ key }) => key)).not.toContain(other);
});

test('records that compliance cannot handle go to the dead letters of that publisher', async () => {
  const producer = as['publisher-shop'].producer();
  await producer.connect();
  await producer.send({ topic: shops, messages: [{ key: 'broken', value: '{' }] });
  await producer.disconnect();
  await eventually('it lies there', () => deadLetters.some(({ key }) => key === 'broken'));
});

test('the campaign topic accepts campaign’s records, and refuses those of publishers with former rights', async () => {
  expect((await verdictOf(await ask(as.campaign, smsRequested.name, {}, '/stopsms/campaign'))).verdict).toMatch(TAKEN);
  const verdict = await verdictOf(await ask(as.campaign, smsRequested.name, {}, '/billing'));
  expect(verdict).toMatchObject({ verdict: 'refused', code: 'PUBLISHER_NOT_ALLOWED' });
  expect(verdict).not.toHaveProperty('publisher');
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(
    /stopsms_compliance_publisher_refusals_total\{[^}]*publisher="unnamed"[^}]*\} 1/,
  );
});

/** @returns `read` once it has joined, or how the broker refused */
async function read(client: Kafka, topic: string, groupId: string): Promise<string> {
  const consumer = client.consumer({ groupId: `${groupId}.${randomUUID()}`, retry: { retries: 1 } });
  try {
    await consumer.connect();
    const joined = new Promise<string>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve('read'));
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(refusalOf(payload.error)));
    });
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    return await joined;
  } catch (error) {
    return refusalOf(error);
  } finally {
    await consumer.disconnect();
  }
}
