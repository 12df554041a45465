import { plainMessages } from '@stopsms/local-stack';
import { messagesIn, readRange } from '@stopsms/messaging';
import type { Admin, Kafka, KafkaMessage } from 'kafkajs';

/** Next offset of each partition. */
export type Ends = ReadonlyMap<number, bigint>;

export async function endsOf(admin: Admin, topic: string): Promise<Ends> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
}

/** For a program of its own, as an argument. */
export const endsAsText = (ends: Ends): string => [...ends].map(([partition, end]) => `${partition}:${end}`).join(',');

export const endsFromText = (text: string): Ends =>
  new Map(
    text.split(',').map((one) => {
      const [partition, end] = one.split(':');
      return [Number(partition), BigInt(end ?? '0')];
    }),
  );

/** Resolves once so many messages lie on a topic behind `from`; a record of it may hold many. */
export async function untilWritten(
  { kafka }: { kafka: Kafka },
  topic: string,
  from: Ends,
  count: number,
): Promise<void> {
  let seen = 0;
  const add = (_: number, record: KafkaMessage) => (seen += messagesIn(record));
  await readRange(kafka, 'benchmark', topic, from, add, () => seen >= count);
}

/** All that lies on a topic between `from` and its end of now. */
export async function readSince(
  { kafka, admin }: { kafka: Kafka; admin: Admin },
  topic: string,
  from: Ends,
  onMessage: (value: unknown, writtenAt: number, key: string) => void,
): Promise<void> {
  const ends = await endsOf(admin, topic);
  const count = (_: number, record: KafkaMessage) => {
    for (const { key, value } of plainMessages(record)) onMessage(value, Number(record.timestamp), key);
  };
  const arrived = (next: Ends) => [...ends].every(([partition, end]) => (next.get(partition) ?? 0n) >= end);
  await readRange(kafka, 'benchmark', topic, from, count, arrived);
}
