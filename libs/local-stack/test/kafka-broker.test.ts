import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { type LocalKafka, startKafka } from '../src';
import { whilePortIsTaken } from './listening';
import { temporaryFolder } from './temporary-folder';

describe('a local Kafka broker', () => {
  const dir = join(temporaryFolder(), 'kafka');
  let broker: LocalKafka;

  beforeAll(async () => {
    broker = await startKafka({ dir });
  });
  afterAll(() => broker?.stop());

  it('creates no topic by itself', async () => {
    await expect(publish(broker, 'misspelt', 'lost')).rejects.toThrow('This server does not host this topic-partition');
  });

  it('keeps records over a restart and a crash, on the same address', async () => {
    await createTopic(broker, 'kept');
    await publish(broker, 'kept', 'before the restart');
    await broker.restart();
    await publish(broker, 'kept', 'before the crash');
    await broker.kill();
    await expect(publish(broker, 'kept', 'while it is down')).rejects.toThrow();
    await broker.restart();
    await publish(broker, 'kept', 'after the crash');
    expect(await readAll(broker, 'kept', 3)).toEqual(['before the restart', 'before the crash', 'after the crash']);
  });

  it('keeps records for the next broker on the same folder', async () => {
    await broker.stop();
    expect(() => process.kill(broker.pid, 0)).toThrow('ESRCH');
    broker = await startKafka({ dir });
    expect(await readAll(broker, 'kept', 3)).toContain('before the restart');
  });

  it('reports the memory it takes', () => {
    expect(broker.rssBytes()).toBeGreaterThan(100_000_000);
  });

  it('names a taken port, what holds it and the variable to change', async () => {
    await whilePortIsTaken(async (port) => {
      const start = startKafka({ dir: join(dir, 'other'), port });
      await expect(start).rejects.toMatchObject({
        code: 'port-taken',
        message: expect.stringMatching(
          new RegExp(
            `Kafka needs port ${port}, held by process ${process.pid} \\(.*node.*\\)\\. Stop that, or set KAFKA_PORT\\.`,
          ),
        ) as string,
      });
    });
  });
});

/** @param retries - few to see soon that a broker is away; a reader has more, since the group is only made when it comes */
function client(broker: LocalKafka, retries = 2): Kafka {
  const retry = { retries, initialRetryTime: 50 };
  return new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING, retry });
}

async function createTopic(broker: LocalKafka, topic: string): Promise<void> {
  const admin = client(broker, 20).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
  await leads(admin, topic);
  await admin.disconnect();
}

/** Waits until the broker leads a new topic: for a moment it responds that it does not. */
async function leads(admin: Admin, topic: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(200);
    }
  }
}

async function publish(broker: LocalKafka, topic: string, value: string): Promise<void> {
  const producer = client(broker).producer();
  try {
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}

/** The first `count` values, read by a consumer group, which needs the internal topics too. */
async function readAll(broker: LocalKafka, topic: string, count: number): Promise<string[]> {
  const consumer = client(broker, 20).consumer({ groupId: `reader-${performance.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const values: string[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: ({ message }) => {
          values.push(String(message.value));
          if (values.length === count) resolve();
          return Promise.resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return values;
}
