import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { type Receipt, advertisers, failedReceipts as receipts, replies, verdicts } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { type TestKafka, eventually, startTestKafka } from '@stopsms/test-parts';
import { Consumes, Follows, type MessageOf, TransientFault, reachKafka } from '../src';
import { Others, PlainClient, type Running, silent, startAsSuppression } from './harness';

const keys = new RecipientKeys(Buffer.alloc(32, 7).toString('base64'));
const recipientKey = keys.keyOf('+33639980001');
const GROUP = 'stopsms.suppression.inbound-mo.failed-receipts.v1';

const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  messageId: randomUUID(),
  advertiserId: null,
  recipientKey,
  provider: 'test',
  smscId: '1',
  outcome: 'delivered',
  stat: 'DELIVRD',
  at: 1,
  ...more,
});
const advertiserOf = (id: string) => ({
  ...{ id, name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' },
  ...{ codes: ['36180'], linkHosts: [], createdAt: 1 },
});
const asRecord = (value: unknown, key = recipientKey) => ({ key, value: JSON.stringify(value) });

/** Handlers that each test sets. */
let onReceipts: (messages: MessageOf<typeof receipts>[]) => Promise<void>;
let followed: MessageOf<typeof advertisers>[];

@Controller()
class Receipts {
  @Consumes(receipts)
  async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
    await onReceipts(messages);
  }
}

@Controller()
class Advertisers {
  @Follows(advertisers)
  async handle(messages: MessageOf<typeof advertisers>[]): Promise<void> {
    followed.push(...messages);
  }
}

@Controller()
class Verdicts {
  @Consumes(verdicts)
  async handle(_messages: MessageOf<typeof verdicts>[]): Promise<void> {
    // Suppression does not read verdicts: this handler is the mistake under test.
  }
}

let broker: TestKafka;
let plain: PlainClient;
let running: Running | undefined;

beforeAll(async () => {
  broker = await startTestKafka();
  plain = new PlainClient(broker.bootstrap);
});
afterAll(() => broker.stop());

beforeEach(() => {
  followed = [];
  onReceipts = async () => undefined;
});
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const start = async () => {
  running = await startAsSuppression(broker.bootstrap, [Receipts, Others, Advertisers]);
  const { transport } = running;
  await eventually('the service is ready', () => transport.problems().length === 0);
  return running;
};

describe('a service whose handlers differ from the topology', () => {
  it('does not start, and names the missing, the extra and the second handler', async () => {
    @Controller()
    class SecondReceipts extends Receipts {
      @Consumes(receipts)
      override async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
        await onReceipts(messages);
      }
    }
    const wrong = startAsSuppression(broker.bootstrap, [Receipts, SecondReceipts, Verdicts, Advertisers]);
    await expect(wrong).rejects.toThrow(
      /inbound-mo\.replies\.v1 has no handler.*compliance\.verdicts\.v1 has a handler, but topology\.ts.*inbound-mo\.failed-receipts\.v1 has more than one handler/,
    );
  });
});

describe('a shared topic', () => {
  it('dead-letters a record that cannot be parsed, with the cause in its headers, and continues', async () => {
    const handled: string[] = [];
    onReceipts = async (messages) => void handled.push(...messages.map(({ value }) => value.messageId));
    await start();
    const good = receipt();
    await plain.send(receipts.name, [
      { key: recipientKey, value: '{"broken":' },
      asRecord({ ...receipt(), outcome: 'perhaps' }),
      { key: recipientKey, value: null },
      { key: null, value: JSON.stringify(receipt()) },
      asRecord(good),
    ]);
    await eventually('the good record is handled', () => handled.includes(good.messageId));
    const letters = await plain.read(`${receipts.name}.dlq`, 4);
    expect(letters.map(({ headers }) => headers['dlq_reason']).sort()).toEqual([
      '/outcome: Expected union value',
      'the record has no key',
      'the value (10 bytes) is not JSON',
      'the value is null',
    ]);
    expect(letters[0]?.headers).toMatchObject({
      dlq_code: 'malformed-record',
      dlq_source_topic: receipts.name,
      dlq_service: 'suppression',
      dlq_source_offset: expect.stringMatching(/^\d+$/),
      dlq_source_partition: expect.stringMatching(/^\d+$/),
    });
  });

  it('isolates the one record whose handling fails, and survives the TypeError that would end kafkajs', async () => {
    const poison = receipt();
    const handled = new Set<string>();
    onReceipts = async (messages) => {
      if (messages.some(({ value }) => value.messageId === poison.messageId))
        throw new TypeError('x is not a function');
      for (const { value } of messages) handled.add(value.messageId);
    };
    const { fatal } = await start();
    const others = Array.from({ length: 20 }, () => receipt());
    await plain.send(
      receipts.name,
      [...others.slice(0, 10), poison, ...others.slice(10)].map((value) => asRecord(value)),
    );
    await eventually('all others are handled', () => others.every(({ messageId }) => handled.has(messageId)));
    const letters = await plain.read(`${receipts.name}.dlq`, 5);
    const failed = letters.filter(({ headers }) => headers['dlq_code'] === 'handler-failed');
    expect(failed.map(({ value }) => (JSON.parse(value) as Receipt).messageId)).toEqual([poison.messageId]);
    expect(failed[0]?.headers['dlq_reason']).toBe('TypeError in suppression');
    expect(fatal).toEqual([]);
  });

  it('retries no record alone once others of its batch were handled, so that many failing records do not delay others', async () => {
    const all = Array.from({ length: 90 }, () => receipt());
    const poison = new Set(all.filter((_, index) => index % 3 === 1).map(({ messageId }) => messageId));
    const handled: string[] = [];
    const alone = new Map<string, number>();
    onReceipts = async (messages) => {
      const ids = messages.map(({ value }) => value.messageId);
      const [only = ''] = ids;
      if (ids.length === 1) alone.set(only, (alone.get(only) ?? 0) + 1);
      if (ids.some((id) => poison.has(id))) throw new TypeError('cannot');
      handled.push(...ids);
    };
    await start();
    await plain.send(
      receipts.name,
      all.map((value) => ({ ...asRecord(value), partition: 3 })),
    );
    const good = all.map(({ messageId }) => messageId).filter((id) => !poison.has(id));
    await eventually('all others are handled', () => handled.length === good.length);
    expect(handled).toEqual(good);
    expect([...poison].filter((id) => (alone.get(id) ?? 0) > 1)).toEqual([]);
  });

  test.each([
    { it: 'without a value', value: null, reason: 'the value is null' },
    { it: 'with an empty value', value: '', reason: 'the value (0 bytes) is not JSON' },
    {
      it: 'in Latin-1',
      value: Buffer.from(JSON.stringify({ ...receipt(), error: 'prêt' }), 'latin1'),
      reason: /^the value \(\d+ bytes\) is not UTF-8$/,
    },
    {
      it: 'with a key in Latin-1',
      key: Buffer.from('prêt', 'latin1'),
      value: JSON.stringify(receipt()),
      reason: 'the key is not UTF-8',
    },
  ])('dead-letters a record that comes alone $it', async ({ key = recipientKey, value, reason }) => {
    const handled: string[] = [];
    onReceipts = async (messages) => void handled.push(...messages.map(({ value: { messageId } }) => messageId));
    await start();
    const before = await plain.count(`${receipts.name}.dlq`);
    await plain.send(receipts.name, [{ key, value }]);
    await eventually('it is dead-lettered', async () => (await plain.count(`${receipts.name}.dlq`)) > before);
    const letters = await plain.read(`${receipts.name}.dlq`, before + 1);
    expect(letters.map(({ headers }) => headers['dlq_reason'])).toContainEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    );
    expect(handled).toEqual([]);
  });

  it('holds the offset while something it needs is down, and reports it', async () => {
    const value = receipt();
    let away = true;
    let handled = 0;
    onReceipts = async (messages) => {
      if (away) throw new TransientFault('the database is down');
      handled += messages.filter((message) => message.value.messageId === value.messageId).length;
    };
    const { transport } = await start();
    const before = await plain.committed(GROUP, receipts.name);
    await plain.send(receipts.name, [asRecord(value)]);
    await eventually('readiness reports it', () =>
      transport.problems().some((line) => line.includes('the database is down')),
    );
    expect(await plain.committed(GROUP, receipts.name)).toBe(before);
    away = false;
    await eventually('the record is handled once it is back', () => handled === 1);
    await eventually('the offset moves', async () => (await plain.committed(GROUP, receipts.name)) === before + 1n);
    expect(transport.problems()).toEqual([]);
  });

  it('completes the batch in progress before it stops, and commits it', async () => {
    let finish: () => void = () => undefined;
    let entered = false;
    let ended = false;
    onReceipts = async () => {
      entered = true;
      await new Promise<void>((resolve) => (finish = resolve));
      ended = true;
    };
    const { close } = await start();
    const before = await plain.committed(GROUP, receipts.name);
    await plain.send(receipts.name, [asRecord(receipt())]);
    await eventually('the handler works', () => entered);
    const closed = close();
    running = undefined;
    finish();
    await closed;
    expect(ended).toBe(true);
    expect(await plain.committed(GROUP, receipts.name)).toBe(before + 1n);
  });

  it('completes the batch in progress with followed tables that are still read', async () => {
    const id = randomUUID();
    let finish: () => void = () => undefined;
    let entered = false;
    let known: string | undefined;
    const { close, transport } = await start();
    onReceipts = async () => {
      entered = true;
      await new Promise<void>((resolve) => (finish = resolve));
      await transport.follower(advertisers).catchUp();
      known = followed.find(({ key }) => key === id)?.value?.name;
    };
    await plain.send(receipts.name, [asRecord(receipt())]);
    await eventually('the handler works', () => entered);
    const closed = close();
    running = undefined;
    await plain.send(advertisers.name, [asRecord(advertiserOf(id), id)]);
    finish();
    await closed;
    expect(known).toBe('Lorane');
  });

  it('continues after the broker was killed and restarted', async () => {
    const handled = new Set<string>();
    onReceipts = async (messages) => messages.forEach(({ value }) => handled.add(value.messageId));
    const { publisher, fatal } = await start();
    await broker.kill();
    await broker.restart();
    const value = receipt();
    await eventually('publishing works again', async () => {
      await publisher.publish(receipts, [{ key: recipientKey, value }]);
      return true;
    });
    await eventually('and the record arrives', () => handled.has(value.messageId));
    expect(fatal).toEqual([]);
  });
});

describe('a followed topic', () => {
  it('is read whole before the service is ready, tombstones included, and catches up on demand', async () => {
    const id = randomUUID();
    const advertiser = advertiserOf(id);
    await plain.send(advertisers.name, [asRecord(advertiser, id), { key: id, value: null }]);
    const { transport } = await start();
    expect(followed.filter(({ key }) => key === id).map(({ value }) => value?.name ?? null)).toEqual(['Lorane', null]);
    await plain.send(advertisers.name, [asRecord({ ...advertiser, name: 'Panivo' }, id)]);
    await transport.follower(advertisers).catchUp();
    expect(followed.at(-1)?.value?.name).toBe('Panivo');
  });

  it('counts as not read from the moment at which it stops', async () => {
    const { transport } = await start();
    const follower = transport.follower(advertisers);
    expect(follower.problem()).toBeUndefined();
    const stopped = follower.stop();
    expect(follower.problem()).toBe(`${advertisers.name} is no longer read: this process is stopping`);
    await stopped;
  });
});

describe('publishing', () => {
  it('splits what is larger than the broker takes at once, keeps the order and returns positions', async () => {
    const seen: string[] = [];
    onReceipts = async (messages) => void seen.push(...messages.map(({ value }) => value.smscId));
    const { publisher } = await start();
    const values = Array.from({ length: 1_500 }, (_, n) =>
      receipt({ smscId: `${n}`, error: `${n}${'x'.repeat(1_000)}` }),
    );
    const positions = await publisher.publish(
      receipts,
      values.map((value) => ({ key: recipientKey, value })),
    );
    await eventually('all arrive', () => seen.length >= 1_500);
    expect(seen).toEqual(values.map(({ smscId }) => smscId));
    const offsets = positions.map(({ offset }) => Number(offset));
    expect([...offsets].sort((one, other) => one - other)).toEqual(offsets);
    // 200 of them fill a frame, and 4 frames the request that a broker takes.
    expect(new Set(offsets).size).toBeGreaterThan(6);
  });

  it('refuses a value that does not fit the contract, and sends nothing', async () => {
    const { publisher } = await start();
    const value = { ...receipt(), outcome: 'perhaps' } as unknown as Receipt;
    await expect(publisher.publish(receipts, [{ key: recipientKey, value }])).rejects.toThrow(
      'inbound-mo.failed-receipts.v1: /outcome: Expected union value',
    );
  });
});

describe('a start while Kafka goes down', () => {
  const controllers = [Receipts, Others, Advertisers];

  it('continues if the broker is back in time, and otherwise ends with one line that says what to do', async () => {
    const connection = { service: 'suppression' as const, brokers: [broker.bootstrap] };
    await reachKafka(connection, silent, 0);
    await broker.kill();
    await expect(startAsSuppression(broker.bootstrap, controllers, 1_000)).rejects.toThrow(
      /^Kafka at [\d.:]+: no answer \(.*\)\. Check KAFKA_BROKERS, [^\n]+ Waited 1 s\.$/,
    );
    const starting = startAsSuppression(broker.bootstrap, controllers, 60_000);
    await broker.restart();
    running = await starting;
    const { transport, fatal } = running;
    await eventually('the service is ready', () => transport.problems().length === 0);
    expect(fatal).toEqual([]);
  });
});

describe('topics', () => {
  it('with another number of partitions are refused, naming them', async () => {
    const other = await startTestKafka();
    try {
      const admin = new PlainClient(other.bootstrap).admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: replies.name, numPartitions: 2 }], waitForLeaders: false });
      await admin.disconnect();
      await expect(startAsSuppression(other.bootstrap, [Receipts, Others, Advertisers])).rejects.toThrow(
        'inbound-mo.replies.v1 has 2 partitions, 12 are needed',
      );
    } finally {
      await other.stop();
    }
  });
});
