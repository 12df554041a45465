import { randomUUID } from 'node:crypto';
import type { Position, Topic, ValueOf } from '@stopsms/contracts';
import { type Clock, childTraceparent } from '@stopsms/kernel';
import { type IHeaders, type Kafka, type Message as KafkaRecord, Partitioners, type Producer } from 'kafkajs';
import { misfit } from './decode';
import type { Outgoing } from './message';
import { partitionOf } from './partition';

/** Broker default `message.max.bytes` is 1,048,588 per partition batch; one send above it fails whole. */
const MAX_BATCH_BYTES = 900_000;
const RECORD_OVERHEAD_BYTES = 400;

export class ContractViolation extends Error {}

/** Sends records with acks=all, checked against the contract, split by bytes. */
export class Publisher {
  private producer: Producer | undefined;
  private connecting: Promise<Producer> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly source: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends in order within each partition.
   * @returns the position of each record, in the order given
   * @throws ContractViolation if a value does not fit the topic; nothing is sent then
   */
  async publish<T extends Topic>(topic: T, records: readonly Outgoing<ValueOf<T> | null>[]): Promise<Position[]> {
    const encoded = records.map((record) => this.encode(topic, record));
    const positions: Position[] = [];
    for (const chunk of chunksByBytes(encoded)) positions.push(...(await this.send(topic.name, chunk)));
    return positions;
  }

  /** Sends bytes as they came, for dead letters. */
  async publishRaw(topicName: string, record: KafkaRecord): Promise<void> {
    await this.sendOnce(topicName, [record]);
  }

  async connect(): Promise<void> {
    await this.connected();
  }

  async disconnect(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    this.connecting = undefined;
    await producer?.disconnect();
  }

  private encode<T extends Topic>(topic: T, record: Outgoing<ValueOf<T> | null>): Encoded {
    const wrong = record.value === null ? undefined : misfit(topic, record.value);
    if (wrong) throw new ContractViolation(`${topic.name}: ${wrong}`);
    const partition = record.partition ?? partitionOf(topic, record.key);
    const value = record.value === null ? null : Buffer.from(JSON.stringify(record.value));
    return { key: record.key, value, partition, headers: this.headers(topic, record) };
  }

  private headers(topic: Topic, record: Outgoing): IHeaders {
    return {
      ce_specversion: '1.0',
      ce_id: record.eventId ?? randomUUID(),
      ce_type: topic.type,
      ce_source: this.source,
      ce_time: new Date(record.at ?? this.clock.now()).toISOString(),
      'content-type': 'application/json',
      traceparent: record.traceparent ?? childTraceparent(),
    };
  }

  private async send(topicName: string, chunk: Encoded[]): Promise<Position[]> {
    const answers = await this.sendOnce(topicName, chunk);
    const next = new Map(answers.map((answer) => [answer.partition, BigInt(answer.baseOffset ?? '0')]));
    return chunk.map(({ partition }) => {
      const offset = next.get(partition) ?? 0n;
      next.set(partition, offset + 1n);
      return { partition, offset: offset.toString() };
    });
  }

  private async sendOnce(topic: string, messages: KafkaRecord[]) {
    const producer = await this.connected();
    try {
      return await producer.send({ topic, messages, acks: -1 });
    } catch (error) {
      if (this.producer === producer) await this.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private connected(): Promise<Producer> {
    this.connecting ??= this.open().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async open(): Promise<Producer> {
    const producer = this.kafka.producer({
      // Not idempotent: kafkajs gives two sends under way to one partition the same sequence number when the first one's
      // answer is lost, and the broker then takes the second for a repetition. A record was lost that way when a broker
      // was killed (apps/suppression/test/outage.test.ts). Sent twice is harmless here: no handler does a thing twice.
      idempotent: false,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    this.producer = producer;
    return producer;
  }
}

interface Encoded extends KafkaRecord {
  key: string;
  partition: number;
}

function* chunksByBytes(records: Encoded[]): Generator<Encoded[]> {
  let chunk: Encoded[] = [];
  let bytes = new Map<number, number>();
  for (const record of records) {
    const size = (record.value?.length ?? 0) + record.key.length + RECORD_OVERHEAD_BYTES;
    const total = (bytes.get(record.partition) ?? 0) + size;
    if (total > MAX_BATCH_BYTES && chunk.length > 0) {
      yield chunk;
      chunk = [];
      bytes = new Map();
    }
    chunk.push(record);
    bytes.set(record.partition, (bytes.get(record.partition) ?? 0) + size);
  }
  if (chunk.length > 0) yield chunk;
}
