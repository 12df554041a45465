import { randomUUID } from 'node:crypto';
import { retryTransient } from '@stopsms/messaging';
import { type EachBatchPayload, Kafka, type Producer, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { paced } from './paced';

const PARTITIONS = 12;
const WARM_UP = 20;
/** The hop after which the database commits. */
const COMMITS_AFTER = 2;

/**
 * A program of its own: records that go from topic to topic with kafkajs alone, one PostgreSQL commit on the way, nothing
 * read, decided or kept. What the machine takes for as many hops as a STOP has. Prints the milliseconds of each as JSON.
 */
async function bareChain(bootstrap: string, databaseUrl: string, hops: number, perSecond: number, count: number) {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const run = randomUUID();
  const topics = Array.from({ length: hops }, (_, n) => `bench.chain.${run}.${n + 1}`);
  const admin = kafka.admin();
  await admin.connect();
  await retryTransient(() =>
    admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS })) }),
  );
  const commit = await committing(databaseUrl);

  const arrived = new Map<string, () => void>();
  for (const [n, topic] of topics.entries()) {
    const next = topics[n + 1];
    const producer = await producerOf(kafka);
    await consume(kafka, topic, async ({ batch: { messages } }) => {
      if (n + 1 === COMMITS_AFTER) await commit(messages.map(({ key }) => String(key)));
      if (next === undefined) for (const { key } of messages) arrived.get(String(key))?.();
      else await producer.send({ topic: next, acks: -1, messages: messages.map(({ key, value }) => ({ key, value })) });
    });
  }

  const first = await producerOf(kafka);
  const send = async (): Promise<number> => {
    const key = randomUUID();
    const startedAt = performance.now();
    const end = new Promise<void>((resolve) => arrived.set(key, resolve));
    await first.send({ topic: topics[0] ?? '', acks: -1, messages: [{ key, value: 'x'.repeat(400) }] });
    await end;
    arrived.delete(key);
    return performance.now() - startedAt;
  };
  for (let n = 0; n < WARM_UP; n += 1) await send();
  const under: Promise<number>[] = [];
  await paced(perSecond, count, () => under.push(send()));
  const times = await Promise.all(under);
  await admin.deleteTopics({ topics });
  process.stdout.write(JSON.stringify(times), () => process.exit(0));
}

/** One row each, one commit for all of them; a commit waits for the one before. */
async function committing(databaseUrl: string): Promise<(keys: string[]) => Promise<void>> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query('CREATE TABLE IF NOT EXISTS bench_chain (id text PRIMARY KEY, at timestamptz DEFAULT now())');
  let last: Promise<unknown> = Promise.resolve();
  return async (keys) => {
    last = last.then(() => database.query('INSERT INTO bench_chain (id) SELECT unnest($1::text[])', [keys]));
    await last;
  };
}

async function producerOf(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}

async function consume(kafka: Kafka, topic: string, eachBatch: (payload: EachBatchPayload) => Promise<void>) {
  const consumer = kafka.consumer({ groupId: `group.${topic}`, maxWaitTimeInMs: 500, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ partitionsConsumedConcurrently: PARTITIONS, eachBatch });
  await joined;
}

const [bootstrap = '', databaseUrl = '', ...numbers] = process.argv.slice(2);
const [hops = 4, perSecond = 1, count = 10] = numbers.map(Number);
void bareChain(bootstrap, databaseUrl, hops, perSecond, count);
