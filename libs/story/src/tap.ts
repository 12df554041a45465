import { randomUUID } from 'node:crypto';
import { plainMessages } from '@stopsms/local-stack';
import { Kafka, logLevel } from '@stopsms/kafka-client';

export interface Tapped {
  topic: string;
  key: string;
  value: Record<string, unknown>;
  headers: Record<string, string>;
  /** Epoch ms of this machine's clock when it arrived. */
  seenAt: number;
}

/** Listens on topics as any team's own consumer would: a plain kafkajs client, none of our libraries. */
export class Tap {
  readonly seen: Tapped[] = [];
  private readonly kafka: Kafka;
  private stopConsumer: () => Promise<void> = async () => undefined;
  private topics: string[] = [];
  /** Next offsets by topic and partition. After a reconnect the client may read a record again. */
  private readonly next = new Map<string, bigint>();

  constructor(bootstrap: string) {
    this.kafka = new Kafka({ clientId: 'tap', brokers: bootstrap.split(','), logLevel: logLevel.NOTHING });
  }

  async start(topics: string[]): Promise<void> {
    this.topics = topics;
    const consumer = this.kafka.consumer({ groupId: `tap-${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    const joined = new Promise<void>((resolve) => void consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        const source = `${topic}/${partition}`;
        if (BigInt(message.offset) < (this.next.get(source) ?? 0n)) return;
        this.next.set(source, BigInt(message.offset) + 1n);
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        for (const { key, value } of messagesIn(message)) {
          this.seen.push({
            topic,
            key,
            value: value as Record<string, unknown>,
            headers: Object.fromEntries(headers) as Record<string, string>,
            seenAt: Date.now(),
          });
        }
      },
    });
    await joined;
    this.stopConsumer = () => consumer.disconnect();
  }

  async stop(): Promise<void> {
    await this.stopConsumer();
  }

  on(topic: string): Tapped[] {
    return this.seen.filter((record) => record.topic === topic);
  }

  /** Present end of each partition. */
  async ends(): Promise<ReadonlyMap<string, bigint>> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const ofEach = await Promise.all(
        this.topics.map(async (topic) => {
          const offsets = await admin.fetchTopicOffsets(topic);
          return offsets.map(({ partition, high }) => [`${topic}/${partition}`, BigInt(high)] as const);
        }),
      );
      return new Map(ofEach.flat());
    } finally {
      await admin.disconnect();
    }
  }

  hasRead(ends: ReadonlyMap<string, bigint>): boolean {
    return [...ends].every(([source, end]) => (this.next.get(source) ?? 0n) >= end);
  }

  /** Publishes as an internal service does. */
  async publish(topic: string, key: string, value: object): Promise<void> {
    const producer = this.kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key, value: JSON.stringify(value) }] });
    await producer.disconnect();
  }
}

/** A record that is not JSON is passed on with its key only. */
function messagesIn(message: Parameters<typeof plainMessages>[0]): { key: string; value: unknown }[] {
  try {
    return plainMessages(message);
  } catch {
    return [{ key: message.key?.toString() ?? '', value: {} }];
  }
}
