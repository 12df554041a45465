import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Position, type Receipt, receipts } from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type TestKafka, eventually, startTestKafka } from '@stopsms/test-parts';
import { Publisher, connect, ensureTopics } from '../src';
import { PlainClient, silent } from './harness';

// kafkajs' idempotent producer lost records that it had acknowledged when a broker died, so ours is not idempotent. Whatever
// the client does, this must hold: an acknowledged record is on the topic.

const KILLS = 6;
/** Several at a time, so that sends are in progress whenever the broker dies. */
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

test(`killing the broker ${KILLS} times: every acknowledged message is on the topic, at the returned position`, async () => {
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
        // Nothing was acknowledged of these.
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

  const { positions, total } = await onTopic();
  const lost = [...acknowledged.keys()].filter((id) => !positions.has(id));
  const elsewhere = [...acknowledged].filter(
    ([id, { partition, offset }]) => !positions.get(id)?.has(`${partition}/${offset}`),
  );
  process.stdout.write(
    `${acknowledged.size} acknowledged, ${failures} sends failed, ${total} on the topic, ${lost.length} lost, ${elsewhere.length} elsewhere\n`,
  );
  expect({ lost, elsewhere: elsewhere.slice(0, 5) }).toEqual({ lost: [], elsewhere: [] });
});

/** Positions of each message, read by a plain consumer. */
async function onTopic(): Promise<{ positions: Map<string, Set<string>>; total: number }> {
  const positions = new Map<string, Set<string>>();
  let total = 0;
  for (const { value, position } of await client.read(receipts.name, await client.count(receipts.name))) {
    for (const { messageId } of (JSON.parse(value) as { messages: Receipt[] }).messages) {
      positions.set(messageId, (positions.get(messageId) ?? new Set()).add(position));
      total += 1;
    }
  }
  return { positions, total };
}
