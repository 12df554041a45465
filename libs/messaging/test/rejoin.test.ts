import { Type } from '@sinclair/typebox';
import { type Topic, receipts } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { eventually, sharedKafka } from '@stopsms/test-parts';
import { BatchHandling } from '../src/consuming/batch-handling';
import type { ConsumerOptions } from '../src/consuming/consumer-options';
import { connect } from '../src/client/connection';
import type { Message } from '../src/records/message';
import { Publisher } from '../src/publishing/publisher';
import { DetachedBatches } from '../src/consuming/detached-batches';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { ensureTopics } from '../src/broker/topics';
import { silent } from './harness';

interface TopicPartitions {
  topic: string;
  partitions: number[];
}
interface Broker {
  fetch(request: { topics: { partitions: { partition: number }[] }[] }): Promise<{
    responses: { partitions: { partition: number; messages: unknown[] }[] }[];
  }>;
}

// A broker that has just restarted responds so for a fraction of a second; here kafkajs gets that response once.
interface GroupMember {
  groupId: string;
  cluster: { findGroupCoordinator(of: { groupId: string }): Promise<unknown> };
  getNodeIds(): string[];
  filterPartitionsByNode(node: string, topics: TopicPartitions[]): TopicPartitions[];
  recoverFromFetch(error: unknown): Promise<void>;
  heartbeat(...args: unknown[]): Promise<unknown>;
  joinAndSync(...args: unknown[]): Promise<unknown>;
}
const NOT_COORDINATOR = 16;
const UNKNOWN_MEMBER_ID = 25;
const COORDINATOR_LOADING = 14;
const REBALANCE_IN_PROGRESS = 27;
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const { prototype: broker } = jest.requireActual<{ prototype: Broker }>('kafkajs/src/broker');
const { prototype: cluster } = jest.requireActual<{
  prototype: { findBroker(of: { nodeId: string }): Promise<unknown> };
}>('kafkajs/src/cluster');
const { prototype: member } = jest.requireActual<{ prototype: GroupMember }>('kafkajs/src/consumer/consumerGroup');
const { prototype: coordinator } = jest.requireActual<{ prototype: { heartbeat(): Promise<unknown> } }>(
  'kafkajs/src/broker',
);
const { joinAndSync } = member;
const { createErrorFromCode } = jest.requireActual<{ createErrorFromCode: (code: number) => Error }>(
  'kafkajs/src/protocol/error',
);

const anything: Topic = { ...receipts, value: Type.Object({}) };

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  // A consumer that fetches from the second broker must not outlive it.
  await Promise.all(opened.splice(0).map((close) => close()));
  jest.restoreAllMocks();
});

/** Starts a consumer of topics of its own, one of which `send` fills. */
async function startConsumer(
  groupId: string,
  more: Pick<ConsumerOptions, 'detached' | 'maxSilenceMs'>,
  beforeHandling: () => Promise<void> = () => Promise.resolve(),
) {
  const kafka = connect({ service: 'campaign', brokers: [sharedKafka()], prefix: `${groupId}.` }, silent);
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  const seen = new Set<string>();
  const handler = async (messages: Message<unknown>[]) => {
    await beforeHandling();
    for (const { partition, offset } of messages) seen.add(`${partition}/${offset}`);
  };
  const clock = new SystemClock();
  const publisher = new Publisher(kafka, '/stopsms/campaign', clock);
  opened.push(() => publisher.disconnect());
  const handling = new BatchHandling('campaign', anything, handler, publisher, clock, silent, () => undefined);
  const fatal: string[] = [];
  const topics = new Map([[receipts.name, { topic: anything, handling }]]);
  const options = { groupId, topics, concurrency: receipts.partitions, ...more };
  const consumer = new TopicConsumer(kafka, { ...options, onFatal: ({ message }) => fatal.push(message) }, silent);
  opened.push(() => consumer.stop());
  await consumer.start();
  const producer = kafka.producer();
  opened.push(() => producer.disconnect());
  await producer.connect();
  const send = async () => {
    const [{ baseOffset } = {}] = await producer.send({
      topic: receipts.name,
      messages: [{ partition: 0, key: 'k', value: '{}' }],
    });
    return `0/${baseOffset}`;
  };
  return { consumer, fatal, seen, send };
}

test.each([
  { of: 'by another broker', code: NOT_COORDINATOR, detached: true },
  { of: 'by another broker', code: NOT_COORDINATOR, detached: false },
  { of: 'by none, as its group does not know it', code: UNKNOWN_MEMBER_ID, detached: true },
])(
  'continues and reads all after a failed rejoin; coordinated $of, detached: $detached',
  async ({ code, detached }) => {
    const { consumer, fatal, seen, send } = await startConsumer(`rejoin-${code}-${detached}`, { detached });
    const before = await send();
    await eventually('the first is read', () => seen.has(before));
    const [joining, beating] = [jest.spyOn(member, 'joinAndSync'), jest.spyOn(member, 'heartbeat')];
    joining.mockRejectedValueOnce(createErrorFromCode(COORDINATOR_LOADING));
    beating.mockRejectedValueOnce(createErrorFromCode(code));
    const during = await send();
    await eventually('it wanted to join again', () => joining.mock.calls.length > 0);
    const after = await send();
    await eventually('it has partitions again', () => consumer.problem() === undefined);
    await eventually('all are read', () => seen.has(during) && seen.has(after));
    await eventually('it is a member', () => consumer.lease.holds(receipts.name, 0));
    expect(fatal).toEqual([]);
  },
);

test('its partitions are not its own from the loss of membership until it joins again', async () => {
  const { consumer, fatal } = await startConsumer('unknown-member', { detached: true });
  await eventually('it is a member', () => consumer.lease.holds(receipts.name, 0));
  const held: boolean[] = [];
  jest.spyOn(member, 'joinAndSync').mockImplementation(function (this: GroupMember) {
    held.push(consumer.lease.holds(receipts.name, 0));
    return joinAndSync.call(this);
  });
  jest.spyOn(coordinator, 'heartbeat').mockRejectedValueOnce(createErrorFromCode(UNKNOWN_MEMBER_ID));
  await eventually('it joins again', () => held.length > 0);
  expect(held).toEqual([false]);
  await eventually('it is a member again', () => consumer.lease.holds(receipts.name, 0));
  expect(fatal).toEqual([]);
});

test('fails once it was no member for long, although its group responds to each attempt to join', async () => {
  const { consumer, fatal, seen, send } = await startConsumer('never-rejoins', { detached: true, maxSilenceMs: 6_000 });
  const before = await send();
  await eventually('the first is read', () => seen.has(before));
  jest.spyOn(member, 'joinAndSync').mockImplementation(async function (this: GroupMember) {
    await this.cluster.findGroupCoordinator({ groupId: this.groupId });
    throw createErrorFromCode(COORDINATOR_LOADING);
  });
  jest.spyOn(member, 'heartbeat').mockRejectedValueOnce(createErrorFromCode(REBALANCE_IN_PROGRESS));
  await eventually('it fails', () => fatal.length > 0);
  const event = 'was no member of its group for 18 s, although Kafka responds to other requests';
  expect(fatal).toEqual([`consumer never-rejoins ${event}`]);
  expect(consumer.problem()).toContain('has failed');
});

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** Makes the one broker two for a consumer: the second leads all partitions but the first. */
function secondBroker() {
  const { findBroker } = cluster;
  const { fetch } = broker;
  let first = '';
  let failure: Error | undefined;
  let held: { arrived: boolean; released: Promise<void> } | undefined;
  const { getNodeIds } = member;
  jest.spyOn(member, 'getNodeIds').mockImplementation(function (this: GroupMember) {
    [first = ''] = getNodeIds.call(this);
    return [first, 'second'];
  });
  jest.spyOn(member, 'filterPartitionsByNode').mockImplementation((node, topics) =>
    topics.map(({ topic, partitions }) => {
      return { topic, partitions: partitions.filter((partition) => (partition === 0) === (node === first)) };
    }),
  );
  jest.spyOn(cluster, 'findBroker').mockImplementation(function (this: typeof cluster, { nodeId }) {
    return findBroker.call(this, { nodeId: nodeId === 'second' ? first : nodeId });
  });
  jest.spyOn(broker, 'fetch').mockImplementation(async function (this: Broker, request) {
    const isFirst = request.topics.some(({ partitions }) => partitions.some(({ partition }) => partition === 0));
    if (!isFirst && failure) {
      const error = failure;
      failure = undefined;
      throw error;
    }
    const response = await fetch.call(this, request);
    const records = response.responses.flatMap(({ partitions }) => partitions.flatMap(({ messages }) => messages));
    if (isFirst && held && records.length > 0) {
      held.arrived = true;
      await held.released;
    }
    return response;
  });
  return {
    /** The second broker responds with the error once. */
    fail: (error: Error) => void (failure = error),
    /** Responses of the first broker with records arrive when they are released. */
    holdRecords: () => {
      const { promise, resolve } = deferred();
      const hold = { arrived: false, released: promise };
      held = hold;
      const release = () => {
        held = undefined;
        resolve();
      };
      return { isHeld: () => hold.arrived, release };
    },
  };
}

test('loses no record when one broker does not know a partition while records of another are on their way', async () => {
  const handling = deferred();
  const brokers = secondBroker();
  const taken = jest.spyOn(DetachedBatches.prototype, 'take');
  const recovered = jest.spyOn(member, 'recoverFromFetch');
  const { fatal, seen, send } = await startConsumer('two-brokers', { detached: true }, () => handling.promise);
  const sent = [await send()];
  await eventually('the first is being handled', () => taken.mock.calls.length === 1);
  sent.push(await send());
  await eventually('the second waits for it', () => taken.mock.calls.length === 2);
  const records = brokers.holdRecords();
  sent.push(await send());
  await eventually('the third is on its way', records.isHeld);
  brokers.fail(createErrorFromCode(UNKNOWN_TOPIC_OR_PARTITION));
  await eventually('the other broker has failed', () => recovered.mock.results.length > 0);
  await Promise.allSettled(recovered.mock.results.map(({ value }) => value as Promise<void>));
  records.release();
  handling.resolve();
  sent.push(await send());
  await eventually('the last is read', () => seen.has(sent.at(-1) ?? ''));
  expect([...seen]).toEqual(sent);
  expect(fatal).toEqual([]);
});
