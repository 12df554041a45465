import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { type Receipt, failedReceipts as receipts } from '@stopsms/contracts';
import { type TestKafka, eventually, startTestKafka } from '@stopsms/test-parts';
import { Consumes, type MessageOf } from '../src';
import { Advertisers, Others, PlainClient, type Running, startAsSuppression } from './harness';

// A topic whose records are frames, from the publisher to the handler. The service (suppression) does not matter.

const KEY = 'k'.repeat(22);
const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  messageId: randomUUID(),
  advertiserId: null,
  recipientKey: KEY,
  provider: 'test',
  smscId: '1',
  outcome: 'delivered',
  stat: 'DELIVRD',
  at: 1,
  ...more,
});

let onReceipts: (messages: MessageOf<typeof receipts>[]) => Promise<void>;

@Controller()
class Receipts {
  @Consumes(receipts, { maxRecords: 100 })
  async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
    await onReceipts(messages);
  }
}

let broker: TestKafka;
let plain: PlainClient;
let running: Running;

beforeAll(async () => {
  broker = await startTestKafka();
  plain = new PlainClient(broker.bootstrap);
  onReceipts = async () => undefined;
  running = await startAsSuppression(broker.bootstrap, [Receipts, Others, Advertisers]);
  await eventually('the service is ready', () => running.transport.problems().length === 0);
});
afterAll(async () => {
  await running?.close();
  await broker?.stop();
});

const publish = (values: Receipt[]) =>
  running.publisher.publish(
    receipts,
    values.map((value) => ({ key: value.recipientKey, value })),
  );

/** Values that are handled, in calls of so many. */
function handledOf(values: Receipt[], refuse: (messageId: string) => boolean = () => false) {
  const mine = new Set(values.map(({ messageId }) => messageId));
  const seen: Receipt[] = [];
  const calls: number[] = [];
  onReceipts = async (messages) => {
    const ours = messages.filter(({ value }) => mine.has(value.messageId));
    if (ours.some(({ value }) => refuse(value.messageId))) throw new TypeError('x is not a function');
    calls.push(messages.length);
    seen.push(...ours.map(({ value }) => value));
  };
  return { seen, calls };
}

test('messages sent together are one record with one header, and each is handled once and in order', async () => {
  const values = Array.from({ length: 230 }, (_, n) =>
    receipt({ smscId: String(n), ...(n % 3 === 0 && { error: '7' }) }),
  );
  const { seen, calls } = handledOf(values);
  const before = await plain.count(receipts.name);
  const positions = await publish(values);
  expect((await plain.count(receipts.name)) - before).toBe(1);
  expect(new Set(positions.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(1);
  await eventually('all are handled', () => seen.length >= values.length);
  expect(seen).toEqual(values);
  expect(Math.max(...calls)).toBeLessThanOrEqual(100);
  const records = await plain.read(receipts.name, before + 1);
  expect(records.at(-1)?.headers).toEqual({ frame: '230' });
});

test('the one message that cannot be handled is dead-lettered alone, as a record of its own that can be replayed', async () => {
  const values = Array.from({ length: 20 }, () => receipt());
  const poison = values[7] as Receipt;
  const { seen } = handledOf(values, (id) => id === poison.messageId);
  const before = await plain.count(`${receipts.name}.dlq`);
  await publish(values);
  await eventually('all others are handled', () => new Set(seen.map(({ messageId }) => messageId)).size === 19);
  await eventually('it is dead-lettered', async () => (await plain.count(`${receipts.name}.dlq`)) > before);
  const letter = (await plain.read(`${receipts.name}.dlq`, before + 1)).at(-1);
  expect(JSON.parse(letter?.value ?? '')).toEqual(poison);
  expect(letter).toMatchObject({ key: KEY, headers: { dlq_code: 'handler-failed' } });
  expect(letter?.headers).not.toHaveProperty('frame');

  const replayed = handledOf([poison]);
  await plain.send(receipts.name, [{ key: letter?.key ?? null, value: letter?.value ?? null }]);
  await eventually('it is handled', () => replayed.seen.length === 1);
});

test('messages of a frame that cannot be parsed are dead-lettered, and the rest handled', async () => {
  const good = receipt();
  const { seen } = handledOf([good]);
  const before = await plain.count(`${receipts.name}.dlq`);
  const frame = (value: string, count: string) => ({ key: null, value, headers: { frame: count } });
  const { messageId, ...shared } = good;
  await plain.send(receipts.name, [
    frame('{"shared":', '2'),
    frame('{"shared":{}}', '1'),
    frame(JSON.stringify({ shared, messages: [{ outcome: 'perhaps', messageId: randomUUID() }, { messageId }] }), '2'),
  ]);
  await eventually('the good one is handled', () => seen.length === 1);
  await eventually('three are dead-lettered', async () => (await plain.count(`${receipts.name}.dlq`)) >= before + 3);
  const letters = (await plain.read(`${receipts.name}.dlq`, before + 3)).slice(before);
  expect(letters.map(({ headers }) => headers['dlq_reason']).sort()).toEqual([
    '/outcome: Expected union value',
    'the value is no frame of messages',
    'the value is no frame of messages',
  ]);
});

test('of a frame of nearly a megabyte with one broken message, that one is dead-lettered and all others are handled', async () => {
  const { messageId: _, ...shared } = receipt({ recipientKey: KEY });
  const own = Array.from({ length: 8_000 }, (__, n) => ({ messageId: randomUUID(), smscId: `${n}`.padEnd(40, '.') }));
  const broken = { ...own[5_000], at: 'yesterday' };
  const values = own.filter((__, n) => n !== 5_000).map((each) => ({ ...shared, ...each }));
  const { seen, calls } = handledOf(values);
  const before = await plain.count(`${receipts.name}.dlq`);
  const messages = own.map((each, n) => (n === 5_000 ? broken : each));
  const value = JSON.stringify({ shared, messages });
  expect(value.length).toBeGreaterThan(800_000);
  await plain.send(receipts.name, [{ key: null, value, headers: { frame: '8000' } }]);
  await eventually('all others are handled', () => seen.length >= values.length);
  expect(seen.map(({ messageId }) => messageId)).toEqual(values.map(({ messageId }) => messageId));
  expect(Math.max(...calls)).toBeLessThanOrEqual(100);
  const letters = await plain.read(`${receipts.name}.dlq`, before + 1);
  expect(JSON.parse(letters.at(-1)?.value ?? '')).toEqual({ ...shared, ...broken });
  expect(await plain.count(`${receipts.name}.dlq`)).toBe(before + 1);
});
