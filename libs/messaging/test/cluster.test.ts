import { setTimeout as pause } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { type Topic, optOuts, receipts } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { type TestCluster, eventually, startTestCluster } from '@stopsms/test-parts';
import { type Admin, ConfigResourceTypes, type Kafka } from 'kafkajs';
import { GroupOffsets } from '../src/broker/group-offsets';
import { ensureTopics, wantedTopics } from '../src/broker/topics';
import { askOnce } from '../src/client/broker-probe';
import { connect } from '../src/client/connection';
import { BatchHandling } from '../src/consuming/batch-handling';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { retryTransient } from '../src/faults/retry-transient';
import type { Message } from '../src/records/message';
import { reachKafka } from '../src/client/reach-kafka';
import { Publisher } from '../src/publishing/publisher';
import { silent } from './harness';

let cluster: TestCluster;
let kafka: Kafka;
let admin: Admin;

beforeAll(async () => {
  cluster = await startTestCluster();
  kafka = connect({ service: 'campaign', brokers: cluster.bootstrap.split(',') }, silent);
  admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
});
afterAll(async () => {
  await admin?.disconnect();
  await cluster?.stop();
});

test('topics have the replicas that the brokers give by default, and no record counts as written by one broker alone', async () => {
  const names = wantedTopics().map(({ topic }) => topic);
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const replicas = topics.flatMap(({ partitions }) => partitions.map((partition) => partition.replicas.length));
  expect(new Set(replicas)).toEqual(new Set([3]));
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configNames: ['min.insync.replicas'],
    })),
  });
  expect(new Set(resources.map(({ configEntries }) => configEntries[0]?.configValue))).toEqual(new Set(['2']));
});

test('requests for the offsets of several topics at the same time know the leaders of each', async () => {
  const fresh = kafka.admin();
  await fresh.connect();
  try {
    const topics = wantedTopics().map(({ topic }) => topic);
    const offsets = new GroupOffsets(fresh, 'campaign');
    const extents = await Promise.all(topics.map((name) => offsets.extents({ ...optOuts, name })));
    expect(extents.map(({ size }) => size > 0)).not.toContain(false);
  } finally {
    await fresh.disconnect();
  }
});

/** Returns the number of the broker that coordinates the group: it leads the partition that has the group's hash. */
async function coordinatorOf(groupId: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] });
  const partitions = topics[0]?.partitions ?? [];
  const hash = [...groupId].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 0);
  const found = partitions.find(({ partitionId }) => partitionId === (hash & 0x7fffffff) % partitions.length);
  return found?.leader ?? 0;
}

test.each(['hangs', 'is shut down'])(
  'a consumer keeps its partitions and reads on, and records are written, when the coordinator of its group %s',
  async (what) => {
    const groupId = `stays-${what}`;
    const anything: Topic = { ...receipts, value: Type.Object({}) };
    const publisher = new Publisher(kafka, '/stopsms/campaign', new SystemClock());
    const seen = new Set<string>();
    const read = async (messages: Message<unknown>[]) =>
      messages.forEach(({ partition, offset }) => seen.add(`${partition}/${offset}`));
    const handling = new BatchHandling(
      'campaign',
      anything,
      read,
      publisher,
      new SystemClock(),
      silent,
      () => undefined,
    );
    let assignments = 0;
    const consumer = new TopicConsumer(
      kafka,
      {
        ...{ groupId, topics: new Map([[receipts.name, { topic: anything, handling }]]) },
        ...{ concurrency: receipts.partitions, detached: true },
        onAssigned: () => void (assignments += 1),
        onFatal: () => undefined,
      },
      silent,
    );
    const partitions = Array.from({ length: receipts.partitions }, (_, partition) => partition);
    const put = async () => {
      const positions = await publisher.publish(
        anything,
        partitions.map((partition) => ({ key: 'k', value: {}, partition })),
      );
      return positions.map(({ partition, offset }) => `${partition}/${offset}`);
    };
    const isRead = (positions: string[]) => positions.every((position) => seen.has(position));
    const readOn = async () => {
      const written = await put();
      await eventually('all are read', () => isRead(written));
    };
    let broker: TestCluster['brokers'][number] | undefined;
    try {
      await consumer.start();
      await readOn();
      broker = cluster.brokers[(await coordinatorOf(groupId)) - 1];
      if (what === 'hangs') broker?.freeze();
      else await broker?.shutDown();
      await readOn();
      await eventually('it is a member', () => consumer.problem() === undefined && consumer.lease.silentMs() < 5_000);
      await readOn();
      expect(assignments).toBe(1);
    } finally {
      await broker?.restart();
      await consumer.stop();
      await publisher.disconnect();
    }
  },
);

test('no record is lost when a broker fails while others have acknowledged their part of a batch', async () => {
  const anything: Topic = { ...receipts, value: Type.Object({}) };
  const publisher = new Publisher(kafka, '/stopsms/campaign', new SystemClock());
  const partitions = Array.from({ length: receipts.partitions }, (_, partition) => partition);
  const batch = (key: string) => partitions.map((partition) => ({ key, value: {}, partition }));
  try {
    await publisher.publish(anything, batch('before'));
    cluster.brokers[2]?.freeze();
    // Fails if the partitions move too late: all services try again then.
    const published = retryTransient(() => publisher.publish(anything, batch('during')));
    // The other brokers acknowledge within this; the frozen one is lost after 9 s, and its partitions move to them.
    await pause(2_000);
    await cluster.brokers[2]?.kill();
    const positions = await published;
    expect(positions.map(({ partition }) => partition)).toEqual(partitions);
    const ends = await new GroupOffsets(admin, 'campaign').extents(receipts);
    const written = positions.filter(({ partition, offset }) => BigInt(offset) < (ends.get(partition)?.high ?? 0n));
    expect([...ends.values()].map(({ high }) => high >= 2n)).not.toContain(false);
    expect(written).toHaveLength(partitions.length);
  } finally {
    await publisher.disconnect();
  }
});

test('a client without retries finds the cluster whose first broker is down', async () => {
  const brokers = cluster.bootstrap.split(',').reverse();
  await reachKafka({ service: 'campaign', brokers }, silent, 10_000);
  const reversed = connect({ service: 'campaign', brokers }, silent);
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => askOnce(reversed)));
  expect(results.map(({ status }) => status)).toContain('fulfilled');
});
