import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Position, type Receipt, receipts } from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type TestKafka, eventually, startTestKafka } from '@stopsms/test-parts';
import { Publisher, connect, ensureTopics } from '../src';
import { PlainClient, silent } from './harness';

// kafkajs' idempotent producer lost records it had acknowledged when a broker died, so ours is not idempotent. Whatever the
// client does, what this test says must hold: acknowledged means on the topic.

const KILLS = 6;
/** Several at a time, so that sends are under way whenever the broker dies. */
const SENDERS = 4;
const MESSAGES_A_SEND = 25;
const BETWEEN_KILLS_MS = 600;

const keys = new RecipientKeys(Buffer.alloc(32, 7).toString('base64'));

let broker: TestKafka;
let client: PlainClient;
let publisher: Publisher;

beforeAll(async () => {
  broker = await startTestKafka();
  client = new PlainClient(broker.bootstrap);
  const admin = client.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  const kafka = connect({ service: 'inbound-mo', brokers: [broker.bootstrap] }, silent);
  publisher = new Publisher(kafka, '/stopsms/inbound-mo', new SystemClock());
});
afterAll(async () => {
  await publisher.disconnect();
  await broker.stop();
});

let recipients = 0;
function someReceipt(): Receipt {
  recipients += 1;
  return {
    messageId: randomUUID(),
    advertiserId: null,
    recipientKey: keys.keyOf(`+3363998${String(recipients % 10_000).padStart(4, '0')}`),
    provider: 'test',
    smscId: '1',
    outcome: 'delivered',
    stat: 'DELIVRD',
    at: 1,
  };
}

test(`killing the broker ${KILLS} times: every message that was acknowledged is on the topic, where it was said to be`, async () => {
  const acknowledged = new Map<string, Position>();
  let failures = 0;
  let isOver = false;
  const send = async (): Promise<void> => {
    while (!isOver) {
      const values = Array.from({ length: MESSAGES_A_SEND }, someReceipt);
      try {
        const positions = await publisher.publish(
          receipts,
          values.map((value) => ({ key: value.recipientKey, value })),
        );
        values.forEach(({ messageId }, n) => acknowledged.set(messageId, positions[n] as Position));
      } catch {
        // Nothing was promised of these.
        failures += 1;
      }
    }
  };
  const sending = Array.from({ length: SENDERS }, send);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = acknowledged.size;
    await eventually(`records are acknowledged before kill ${kill}`, () => acknowledged.size > before + 200);
    await pause(BETWEEN_KILLS_MS);
    await broker.kill();
    await broker.restart();
  }
  const before = acknowledged.size;
  await eventually('records are acknowledged after the last kill', () => acknowledged.size > before);
  isOver = true;
  await Promise.all(sending);

  const { places, total } = await onTopic();
  const lost = [...acknowledged.keys()].filter((id) => !places.has(id));
  const elsewhere = [...acknowledged].filter(
    ([id, { partition, offset }]) => !places.get(id)?.has(`${partition}/${offset}`),
  );
  process.stdout.write(
    `${acknowledged.size} acknowledged, ${failures} sends failed, ${total} on the topic, ${lost.length} lost, ${elsewhere.length} elsewhere\n`,
  );
  expect({ lost, elsewhere: elsewhere.slice(0, 5) }).toEqual({ lost: [], elsewhere: [] });
});

/** Where each message lies, once or more often, by a plain consumer. */
async function onTopic(): Promise<{ places: Map<string, Set<string>>; total: number }> {
  const places = new Map<string, Set<string>>();
  let total = 0;
  for (const { value, place } of await client.read(receipts.name, await client.count(receipts.name))) {
    for (const { messageId } of (JSON.parse(value) as { messages: Receipt[] }).messages) {
      places.set(messageId, (places.get(messageId) ?? new Set()).add(place));
      total += 1;
    }
  }
  return { places, total };
}
