import { randomUUID } from 'node:crypto';
import type { Position, Topic } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { firstSight, plainMessages } from '@stopsms/test-parts';
import type { Kafka, Message as KafkaRecord, Producer } from 'kafkajs';

/** One message as a plain client reads it. */
export interface Seen<V = unknown> {
  topic: string;
  key: string;
  /** Parsed JSON; of a dead letter the text as it is. */
  value: V;
  headers: Record<string, string>;
  partition: number;
  offset: bigint;
  /** The broker's; epoch ms. */
  appendedAt: number;
}

export interface Sent {
  key: string;
  /** Becomes JSON, unless it is text already; null is a tombstone. */
  value: unknown;
  /** Only for records whose key does not choose it. */
  partition?: number;
  headers?: Record<string, string>;
}

type Placed = KafkaRecord & { partition: number };

interface Waiting {
  topic: string;
  messages: Placed[];
  resolve: (positions: Position[]) => void;
  reject: (error: unknown) => void;
}

const MAX_PUTS_A_SEND = 500;

/** Simulates every other service and team: publishes and consumes as they would, without our own Kafka code. */
export class PlainClient {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private producer: Promise<Producer> | undefined;
  private readonly waiting: Waiting[] = [];
  private sending: Promise<void> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /** Positions of the written records. */
  put(topic: Topic, records: Sent[]): Promise<Position[]> {
    const messages = records.map(({ key, value, partition, headers }) => ({
      key,
      ...(headers && { headers }),
      value: value === null || typeof value === 'string' ? value : JSON.stringify(value),
      partition: partition ?? partitionOf(topic, key),
    }));
    return this.putBytes(topic.name, messages);
  }

  /**
   * Bytes as they are. One send at a time, with all its retries: when a partition refuses, kafkajs' idempotent producer
   * gives the next send the sequence of the first, and the broker drops it as a repetition. What is put meanwhile goes
   * together in the next.
   */
  putBytes(topic: string, messages: Placed[]): Promise<Position[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ topic, messages, resolve, reject });
      this.sending ??= this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0) await this.send(this.waiting.splice(0, MAX_PUTS_A_SEND));
    this.sending = undefined;
  }

  private async send(puts: Waiting[]): Promise<void> {
    try {
      const producer = await this.connected();
      const written = await producer.sendBatch({ topicMessages: puts, acks: -1 });
      const next = new Map(written.map((one) => [`${one.topicName}/${one.partition}`, BigInt(one.baseOffset ?? 0)]));
      for (const { topic, messages, resolve } of puts) {
        const positions = messages.map(({ partition }) => {
          const position = `${topic}/${partition}`;
          const offset = next.get(position) ?? 0n;
          next.set(position, offset + 1n);
          return { partition, offset: String(offset) };
        });
        resolve(positions);
      }
    } catch (error) {
      for (const { reject } of puts) reject(error);
    }
  }

  /** Everything on topics, from their beginning and as it comes, in an array that grows. */
  async collect<V = unknown>(...topics: (Topic | string)[]): Promise<Seen<V>[]> {
    const seen: Seen<V>[] = [];
    await this.listen(topics, (record) => seen.push(record as Seen<V>));
    return seen;
  }

  /** Passes each record once, from the beginning and as they arrive. */
  async listen(topics: (Topic | string)[], onRecord: (record: Seen) => void): Promise<void> {
    // A broker answers at once when there is something; this is how long leaving may take.
    const consumer = this.kafka.consumer({ groupId: `bed-${randomUUID()}`, maxWaitTimeInMs: 300 });
    await consumer.connect();
    this.closers.push(() => consumer.disconnect());
    const names = topics.map((topic) => (typeof topic === 'string' ? topic : topic.name));
    await consumer.subscribe({ topics: names, fromBeginning: true });
    const isNew = firstSight();
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        if (isNew(topic, partition, message.offset))
          for (const seen of seenIn(topic, partition, message)) onRecord(seen);
      },
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await (await this.producer)?.disconnect();
  }

  private connected(): Promise<Producer> {
    return (this.producer ??= this.open());
  }

  private async open(): Promise<Producer> {
    // What is put while a broker goes and comes back lies there once and in order.
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    return producer;
  }
}

type Read = Parameters<
  NonNullable<NonNullable<Parameters<ReturnType<Kafka['consumer']>['run']>[0]>['eachMessage']>
>[0]['message'];

function seenIn(topic: string, partition: number, record: Read): Seen[] {
  const { key, value, headers = {}, offset, timestamp } = record;
  const messages = topic.endsWith('.dlq')
    ? [{ key: key?.toString() ?? '', value: value?.toString() ?? 'null' }]
    : plainMessages(record);
  return messages.map((message) => ({
    topic,
    ...message,
    headers: Object.fromEntries(Object.entries(headers).map(([name, content]) => [name, String(content)])),
    partition,
    offset: BigInt(offset),
    appendedAt: Number(timestamp),
  }));
}
