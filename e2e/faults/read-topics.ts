import { randomUUID } from 'node:crypto';
import { plainMessages } from '@stopsms/local-stack';
import { Kafka, logLevel } from 'kafkajs';

export interface TopicRecord {
  topic: string;
  key: string;
  /** Undefined for a tombstone or what is not JSON. */
  value: unknown;
  headers: Record<string, string>;
  /** Epoch ms of this machine's clock, as the writer said. */
  timestamp: number;
}

/** A recipient key that is, or begins, the key of a record. */
export const KEYED = /^[\w-]{22}(?=$|:)/;

/** Everything that lies on these topics now, in the order of each partition, by a plain client with none of our code. */
export async function readTopics(bootstrap: string, topics: readonly string[]): Promise<TopicRecord[]> {
  const kafka = new Kafka({ clientId: 'checker', brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  const missing = await endsOf(kafka, topics);
  const records: TopicRecord[] = [];
  if (missing.size === 0) return records;
  const consumer = kafka.consumer({ groupId: `checker-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  // After a reconnect the client may read records again that are on the topic once.
  const next = new Map<string, bigint>();
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    const read = consumer.run({
      eachBatch: async ({ batch: { topic, partition, messages } }) => {
        const source = `${topic}/${partition}`;
        for (const { offset, key, value, headers = {}, timestamp } of messages) {
          if (BigInt(offset) < (next.get(source) ?? 0n)) continue;
          next.set(source, BigInt(offset) + 1n);
          const texts = Object.entries(headers).map(([name, header]) => [name, String(header)] as const);
          const about = { topic, headers: Object.fromEntries(texts), timestamp: Number(timestamp) };
          records.push(...messagesIn({ key, value, headers }).map((message) => ({ ...about, ...message })));
        }
        if ((next.get(source) ?? 0n) >= (missing.get(source) ?? 0n)) missing.delete(source);
        if (missing.size === 0) resolve();
      },
    });
    read.catch(reject);
  });
  await consumer.disconnect();
  return records;
}

async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${partition}`, BigInt(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

function messagesIn(record: Parameters<typeof plainMessages>[0]): Pick<TopicRecord, 'key' | 'value'>[] {
  try {
    return plainMessages(record).map(({ key, value }) => ({ key, value: value ?? undefined }));
  } catch {
    return [{ key: String(record.key), value: undefined }];
  }
}
