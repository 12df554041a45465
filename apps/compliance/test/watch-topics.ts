import { randomUUID } from 'node:crypto';
import { firstSight } from '@stopsms/testing';
import type { Kafka } from 'kafkajs';

export interface Seen {
  key: string;
  /** Parsed JSON; the bytes as text on a dead-letter topic. */
  value: unknown;
  headers: Record<string, string>;
}

export interface Watch {
  /** What is on a topic so far. */
  seen(topic: string): Seen[];
  stop(): Promise<void>;
}

/** Reads topics from their beginning with a plain kafkajs consumer. */
export async function watchTopics(kafka: Kafka, topics: string[]): Promise<Watch> {
  const byTopic = new Map<string, Seen[]>(topics.map((topic) => [topic, []]));
  const consumer = kafka.consumer({ groupId: `test-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  const isNew = firstSight();
  await consumer.run({
    eachMessage: async ({ topic, partition, message: { key, value, headers, offset } }) => {
      if (!isNew(topic, partition, offset)) return;
      const text = value?.toString() ?? 'null';
      byTopic.get(topic)?.push({
        key: key?.toString() ?? '',
        value: topic.endsWith('.dlq') ? text : JSON.parse(text),
        headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, content]) => [name, String(content)])),
      });
    },
  });
  return { seen: (topic) => byTopic.get(topic) ?? [], stop: () => consumer.disconnect() };
}
