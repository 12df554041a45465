// Two platforms on one broker, whose topics and groups differ by prefix alone.
import { receipts } from '@stopsms/contracts';
import { eventually, sharedKafka } from '@stopsms/test-parts';
import type { Kafka } from 'kafkajs';
import { connect } from '../src/client/connection';
import { readRange } from '../src/broker/read-range';
import { ensureTopics } from '../src/broker/topics';
import { silent } from './harness';

const platform = (prefix: string): Kafka => connect({ service: 'campaign', brokers: [sharedKafka()], prefix }, silent);
const [one, other] = [platform('one.'), platform('other.')];
const bare = platform('');

async function withAdmin<R>(kafka: Kafka, work: (admin: ReturnType<Kafka['admin']>) => Promise<R>): Promise<R> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

const topicsOf = (kafka: Kafka) => withAdmin(kafka, (admin) => admin.listTopics());

beforeAll(() => Promise.all([withAdmin(one, ensureTopics), withAdmin(other, ensureTopics)]));
afterAll(() =>
  Promise.all(
    [one, other].map((kafka) =>
      withAdmin(kafka, async (admin) => admin.deleteTopics({ topics: await admin.listTopics() })),
    ),
  ),
);

it('each sees its own topics, by the names in our code', async () => {
  expect(await topicsOf(one)).toContain(receipts.name);
  expect((await topicsOf(one)).filter((name) => /^(one|other)\./.test(name))).toEqual([]);
  expect(await topicsOf(bare)).toEqual(expect.arrayContaining([`one.${receipts.name}`, `other.${receipts.name}`]));
});

it('records of one do not reach the other; groups of one name are two', async () => {
  const received: Record<string, string[]> = { one: [], other: [] };
  const consumers = Object.entries({ one, other }).map(async ([name, kafka]) => {
    const consumer = kafka.consumer({ groupId: 'shared-name', maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topics: [receipts.name], fromBeginning: true });
    await consumer.run({
      eachBatch: async ({ batch }) => {
        received[name]?.push(...batch.messages.map(({ value }) => `${batch.topic} ${value?.toString()}`));
      },
    });
    return consumer;
  });
  for (const [name, kafka] of Object.entries({ one, other })) {
    const producer = kafka.producer();
    await producer.connect();
    const metadata = await producer.send({ topic: receipts.name, messages: [{ key: 'k', partition: 5, value: name }] });
    expect(metadata).toMatchObject([{ topicName: receipts.name, partition: 5, baseOffset: '0' }]);
    await producer.disconnect();
  }
  await eventually('each has received its own', () => received.one?.length === 1 && received.other?.length === 1);
  expect(received).toEqual({ one: [`${receipts.name} one`], other: [`${receipts.name} other`] });
  await Promise.all((await Promise.all(consumers)).map((consumer) => consumer.disconnect()));

  const { groups } = await withAdmin(one, (admin) => admin.listGroups());
  expect(groups.map(({ groupId }) => groupId)).toEqual(['shared-name']);
  const committed = await withAdmin(one, (admin) =>
    admin.fetchOffsets({ groupId: 'shared-name', topics: [receipts.name] }),
  );
  expect(committed[0]).toMatchObject({ topic: receipts.name });
  expect(committed[0]?.partitions.find(({ partition }) => partition === 5)?.offset).toBe('1');
});

it('reads a range and seeks by our names', async () => {
  const read: string[] = [];
  await readRange(
    one,
    'campaign',
    receipts.name,
    new Map([[5, 0n]]),
    (_, { value }) => read.push(String(value)),
    (next) => next.get(5) === 1n,
  );
  expect(read).toEqual(['one']);
});
