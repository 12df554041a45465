import { randomUUID } from 'node:crypto';
import { type Receipt, optOutChanged, optOutKey, optOuts, receipts } from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type MessagingLog, Publisher, connect, ensureTopics } from '@stopsms/messaging';
import { Database, databaseConnection, openDataSource } from '@stopsms/persistence';
import {
  type TestKafka,
  type TestPostgres,
  eventually,
  makeTestDatabase,
  plainMessages,
  startTestKafka,
  startTestPostgres,
  firstSight,
} from '@stopsms/test-parts';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { OUTBOX_SCHEMA, Outbox, Relay } from '../src';

const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new SystemClock();
/** Each commit wakes every relay of its process. */
const outbox = new Outbox(clock, () => relays.forEach(({ relay }) => relay.nudge()));
const recipientKey = new RecipientKeys(Buffer.alloc(32, 1).toString('base64')).keyOf('+33639980001');

let broker: TestKafka;
let postgres: TestPostgres;
let url: string;
let dataSource: DataSource;
class CreateOutbox1764000000000 {
  up = (runner: QueryRunner): Promise<void> => runner.query(OUTBOX_SCHEMA) as Promise<void>;
  down = (): Promise<void> => Promise.resolve();
}

let database: Database;
let seen: {
  topic: string;
  key: string;
  value: Record<string, unknown>;
  partition: number;
  offset: string;
  id: string;
}[];
let stopReading: () => Promise<void>;
let relays: { relay: Relay; publisher: Publisher }[];

beforeAll(async () => {
  [broker, postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
  ({ url } = await makeTestDatabase('campaign', postgres.superuserUrl));
  dataSource = await openDataSource({
    connection: databaseConnection(url),
    migrations: [CreateOutbox1764000000000],
  });
  database = new Database(dataSource);
  await listen();
});

afterAll(async () => {
  await stopReading();
  await dataSource.destroy();
  await Promise.all([broker.stop(), postgres.stop()]);
});

beforeEach(() => {
  relays = [];
  seen.length = 0;
});
afterEach(async () => {
  for (const { relay, publisher } of relays) {
    await relay.stop();
    await publisher.disconnect();
  }
});

async function listen(): Promise<void> {
  seen = [];
  const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  const consumer = kafka.consumer({ groupId: 'plain' });
  await consumer.connect();
  await consumer.subscribe({ topics: [receipts.name, optOuts.name, optOutChanged.name], fromBeginning: true });
  const isNew = firstSight();
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      if (!isNew(topic, partition, message.offset)) return;
      const id = String(message.headers?.['ce_id']);
      for (const { key, value } of plainMessages(message)) {
        seen.push({ topic, key, value: value as Record<string, unknown>, partition, offset: message.offset, id });
      }
    },
  });
  stopReading = () => consumer.disconnect();
}

function startRelay(): void {
  const publisher = new Publisher(
    connect({ service: 'campaign', brokers: [broker.bootstrap] }, silent),
    '/test',
    clock,
  );
  const relay = new Relay(databaseConnection(url), publisher, silent);
  relay.start();
  relays.push({ relay, publisher });
}

const receipt = (smscId: string): Receipt => ({
  messageId: randomUUID(),
  advertiserId: null,
  recipientKey,
  provider: 'test',
  smscId,
  outcome: 'delivered',
  stat: 'DELIVRD',
  at: 1,
});
const changed = (change: 'opted-out' | 'repeated') => ({
  changeId: randomUUID(),
  recipientKey,
  change,
  optOuts: [{ scope: '*', advertiserId: null, episodeId: randomUUID() }],
  source: 'sms' as const,
  evidenceId: 'e',
  attributed: true,
  at: 1,
});
const store = (...values: Receipt[]) =>
  database.run((tx) =>
    outbox.add(
      tx,
      receipts,
      values.map((value) => ({ key: recipientKey, value })),
    ),
  );
const smscIds = () => seen.filter(({ topic }) => topic === receipts.name).map(({ value }) => value['smscId']);
const rowsLeft = async () => Number((await database.query<{ n: string }>('SELECT count(*) AS n FROM outbox'))[0]?.n);

describe('the outbox', () => {
  it('publishes committed records in order, and deletes them', async () => {
    startRelay();
    for (let n = 0; n < 50; n += 1) await store(receipt(`${n}-a`), receipt(`${n}-b`));
    await eventually('all arrive', () => smscIds().length === 100);
    expect(smscIds()).toEqual(Array.from({ length: 50 }, (_, n) => [`${n}-a`, `${n}-b`]).flat());
    await eventually('nothing is left', async () => (await rowsLeft()) === 0);
  });

  it('needs one statement for a commit, and leaves nothing when it stops', async () => {
    startRelay();
    await store(receipt('first'));
    await eventually('it arrives', () => smscIds().length === 1);
    const sent = jest.spyOn(Client.prototype, 'query');
    const begunAt = performance.now();
    for (let n = 0; n < 20; n += 1) {
      await store(receipt(`${n}`));
      await eventually('it arrives', () => smscIds().length === n + 2);
    }
    const polls = Math.ceil((performance.now() - begunAt) / 1_000);
    const statements = sent.mock.calls.filter(([text]) => String(text).includes('DELETE FROM outbox'));
    sent.mockRestore();
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.length).toBeLessThanOrEqual(20 + polls);
    await relays[0]?.relay.stop();
    expect(await rowsLeft()).toBe(0);
  });

  it('never publishes rolled-back records', async () => {
    startRelay();
    const undone = database.run(async (tx) => {
      await outbox.add(tx, receipts, [{ key: recipientKey, value: receipt('undone') }]);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await store(receipt('kept'));
    await eventually('the next one arrives', () => smscIds().includes('kept'));
    expect(smscIds()).toEqual(['kept']);
  });

  it('refuses a value that does not fit the contract, with the transaction', async () => {
    const wrong = { ...receipt('1'), stat: 7 } as unknown as Receipt;
    await expect(store(wrong)).rejects.toThrow('inbound-mo.receipts.v1: /stat: Expected string');
    expect(await rowsLeft()).toBe(0);
  });

  it('publishes records that a crash left after a restart, with the same event id', async () => {
    await database.run((tx) => outbox.add(tx, optOutChanged, [{ key: recipientKey, value: changed('repeated') }]));
    const [row] = await database.query<{ records: string }>('SELECT records FROM outbox');
    const [left] = JSON.parse(row?.records ?? '[]') as { eventId: string }[];
    startRelay();
    await eventually('it arrives', () => seen.length > 0);
    expect(seen[0]?.id).toBe(left?.eventId);
  });

  it('publishes frames unchanged, also those that a crash left', async () => {
    const values = Array.from({ length: 600 }, (_, n) => receipt(String(n)));
    await store(...values);
    const rows = await database.query<{ size: number; partition: number }>('SELECT size, partition FROM outbox');
    expect(rows.map(({ size }) => size)).toEqual([250, 250, 100]);
    startRelay();
    await eventually('all arrive', () => smscIds().length === 600);
    expect(seen.map(({ value }) => value)).toEqual(values);
    expect(new Set(seen.map(({ offset }) => offset)).size).toBe(3);
  });

  it('publishes records gathered by several transactions as one record', async () => {
    const values = Array.from({ length: 40 }, (_, n) => receipt(String(n)));
    for (const part of [values.slice(0, 20), values.slice(20, 30), values.slice(30)]) {
      const records = part.map((value) => ({ key: recipientKey, value }));
      await database.run((tx) => outbox.add(tx, receipts, records, { gathered: true }));
    }
    const rows = await database.query<{ size: number }>('SELECT size FROM outbox ORDER BY id');
    expect(rows.map(({ size }) => size)).toEqual([16, 4, 10, 10]);
    startRelay();
    await eventually('all arrive', () => smscIds().length === 40);
    expect(seen.map(({ value }) => value)).toEqual(values);
    expect(new Set(seen.map(({ offset }) => offset)).size).toBe(1);
  });

  it('puts the position of the first record into the one that follows it', async () => {
    startRelay();
    const episodeId = randomUUID();
    const followUp = {
      topic: optOutChanged,
      record: { key: recipientKey, value: changed('opted-out') },
      field: 'position',
    };
    const value = { state: 'out' as const, scope: '*', episodeId, at: 1, source: 'sms' as const, evidenceId: 'e' };
    await database.run((tx) => outbox.add(tx, optOuts, [{ key: optOutKey(recipientKey, '*'), value, followUp }]));
    await eventually('both arrive', () => seen.length === 2);
    const [optOut, event] = [optOuts.name, optOutChanged.name].map((name) => seen.find(({ topic }) => topic === name));
    expect(event?.value['position']).toEqual({ partition: optOut?.partition, offset: optOut?.offset });
  });

  it('sends an event in front of its repetition, though the first one waits for a position', async () => {
    const followUp = {
      topic: optOutChanged,
      record: { key: recipientKey, value: changed('opted-out') },
      field: 'position',
    };
    const { changeId: episodeId } = changed('opted-out');
    const value = { state: 'out' as const, scope: '*', episodeId, at: 1, source: 'sms' as const, evidenceId: 'e' };
    await database.run((tx) => outbox.add(tx, optOuts, [{ key: optOutKey(recipientKey, '*'), value, followUp }]));
    await database.run((tx) => outbox.add(tx, optOutChanged, [{ key: recipientKey, value: changed('repeated') }]));
    startRelay();
    await eventually('all arrive', () => seen.length === 3);
    const events = seen.filter(({ topic }) => topic === optOutChanged.name);
    expect(events.map(({ value: event }) => event['change'])).toEqual(['opted-out', 'repeated']);
  });

  it('sends more than fits into a batch, in order and in few rows', async () => {
    const ids = Array.from({ length: 5_300 }, (_, n) => `${n}`);
    await store(...ids.map(receipt));
    expect(await rowsLeft()).toBeLessThan(50);
    startRelay();
    await eventually('all arrive', () => smscIds().length === ids.length);
    expect(smscIds()).toEqual(ids);
  });

  it('is sent by one replica at a time, and by the other when that one stops', async () => {
    startRelay();
    await store(receipt('first'));
    await eventually('the first arrives', () => smscIds().length === 1);
    startRelay();
    await Promise.all(Array.from({ length: 40 }, (_, n) => store(receipt(`${n}`))));
    await eventually('all arrive', () => smscIds().length >= 41);
    const first = relays.shift();
    await first?.relay.stop();
    await first?.publisher.disconnect();
    await store(receipt('second leader'));
    await eventually('the other takes over', () => smscIds().includes('second leader'));
    expect(smscIds()).toHaveLength(42);
  });

  it('outlives a restart of PostgreSQL and of Kafka', async () => {
    startRelay();
    await store(receipt('before'));
    await eventually('the first arrives', () => smscIds().includes('before'));
    await postgres.kill();
    await postgres.restart();
    await eventually('storing works again', () => store(receipt('after database')).then(() => true));
    await eventually('and it arrives', () => smscIds().includes('after database'));
    await broker.kill();
    await store(receipt('while Kafka is down'));
    await broker.restart();
    await eventually('it arrives late', () => smscIds().includes('while Kafka is down'));
  });
});
