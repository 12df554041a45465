import { setTimeout as pause } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { type Topic, receipts } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { type TestKafka, eventually, startTestKafka } from '@stopsms/test-parts';
import { BatchHandling } from '../src/consuming/batch-handling';
import { connect } from '../src/client/connection';
import { Publisher } from '../src/publishing/publisher';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { ensureTopics } from '../src/broker/topics';
import { silent } from './harness';

// Longer than the retries of consumers once lasted: they came back as new members then, and their groups waited for the old
// ones.
const AWAY_MS = 8_000;
/** A session lasts 15 s from when the broker is back. */
const SOON_MS = 12_000;
const GROUPS = 3;

const anything: Topic = { ...receipts, value: Type.Object({}) };
const clock = new SystemClock();
const opened: (() => Promise<unknown>)[] = [];
let broker: TestKafka;
let publisher: Publisher;

beforeAll(async () => {
  broker = await startTestKafka();
});
afterAll(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
  await broker.stop();
});

/** @returns offsets it has read of partition 0 */
async function reader(groupId: string): Promise<{ seen: Set<string>; consumer: TopicConsumer }> {
  const kafka = connect({ service: 'campaign', brokers: [broker.bootstrap] }, silent);
  const seen = new Set<string>();
  const read = async (messages: { offset: string }[]) => messages.forEach(({ offset }) => seen.add(offset));
  const handling = new BatchHandling('campaign', anything, read, publisher, clock, silent, () => undefined);
  const topics = new Map([[receipts.name, { topic: anything, handling }]]);
  const options = { groupId, topics, concurrency: receipts.partitions, onFatal: () => undefined };
  const consumer = new TopicConsumer(kafka, options, silent);
  opened.push(() => consumer.stop());
  await consumer.start();
  return { seen, consumer };
}

test('a consumer continues as the same member when its broker returns, and can stop while it is down', async () => {
  const kafka = connect({ service: 'campaign', brokers: [broker.bootstrap] }, silent);
  publisher = new Publisher(kafka, '/stopsms/campaign', clock);
  opened.push(() => publisher.disconnect());
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  const put = async () => {
    const [position] = await publisher.publish(anything, [{ key: 'k', value: {}, partition: 0 }]);
    return position?.offset ?? '';
  };
  const readers = await Promise.all(Array.from({ length: GROUPS }, (_, n) => reader(`restart-${n}`)));
  const before = await put();
  await eventually('all read', () => readers.every(({ seen }) => seen.has(before)));
  await broker.kill();
  await pause(AWAY_MS);
  await broker.restart();
  const startedAt = performance.now();
  const after = await eventually('it takes records again', () => put().catch(() => undefined));
  // On a busy machine one of them may have been too late.
  await eventually('one of them reads on', () => readers.some(({ seen }) => seen.has(after)));
  expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  await eventually('all read on', () => readers.every(({ seen }) => seen.has(after)));

  await broker.kill();
  const [first] = readers;
  await eventually('it reports the silence', () => first?.consumer.problem()?.includes('no response from its group'));
  // It answers nobody: a stop that waits for it would not end within the test's time.
  await first?.consumer.stop();
  await broker.restart();
});
