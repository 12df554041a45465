import { Type } from '@sinclair/typebox';
import { type Topic, receipts } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { eventually, sharedKafka } from '@stopsms/test-parts';
import { BatchHandling } from '../src/consuming/batch-handling';
import type { ConsumerOptions } from '../src/consuming/consumer-options';
import { connect } from '../src/client/connection';
import type { Message } from '../src/records/message';
import { Publisher } from '../src/publishing/publisher';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { ensureTopics } from '../src/broker/topics';
import { silent } from './harness';

// A broker that has just restarted responds so for a fraction of a second; here kafkajs gets that response once.
interface GroupMember {
  groupId: string;
  cluster: { findGroupCoordinator(of: { groupId: string }): Promise<unknown> };
  heartbeat(...args: unknown[]): Promise<unknown>;
  joinAndSync(...args: unknown[]): Promise<unknown>;
}
const NOT_COORDINATOR = 16;
const UNKNOWN_MEMBER_ID = 25;
const COORDINATOR_LOADING = 14;
const REBALANCE_IN_PROGRESS = 27;
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
  jest.restoreAllMocks();
  await Promise.all(opened.splice(0).map((close) => close()));
});

/** Starts a consumer of topics of its own, one of which `send` fills. */
async function startConsumer(groupId: string, more: Pick<ConsumerOptions, 'detached' | 'maxSilenceMs'>) {
  const kafka = connect({ service: 'campaign', brokers: [sharedKafka()], prefix: `${groupId}.` }, silent);
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  const seen = new Set<string>();
  const handler = async (messages: Message<unknown>[]) => {
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
  'goes on and reads all, though joining again failed for a moment; coordinated $of, detached: $detached',
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

test('its partitions are no longer its own once its group does not know it, before it has joined again', async () => {
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
