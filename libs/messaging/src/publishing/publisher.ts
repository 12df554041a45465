import { randomUUID } from 'node:crypto';
import type { Position, Topic, ValueOf } from '@stopsms/contracts';
import { type Clock, traceparentFrom } from '@stopsms/kernel';
import { isTracing } from '@stopsms/tracing';
import {
  type ICustomPartitioner,
  type IHeaders,
  type Kafka,
  type Message as KafkaRecord,
  Partitioners,
  type Producer,
  type RecordMetadata,
  type TopicMessages,
} from '@stopsms/kafka-client';
import { assertFits } from '../records/contract-check';
import { MOVED_HEADER } from '../records/decode';
import { type Frame, fold, frameHeaders } from '../records/frame';
import type { Outgoing } from '../records/message';
import { partitionOf } from '../records/partition';
import { sendAll } from './send-all';
import { type Encoded, SendQueue } from './send-queue';
import { traceSends } from './trace-sends';

/** Publishes records with acks=all, checked against the contract and split by size; concurrent calls share requests. */
export class Publisher {
  private readonly queue = new SendQueue((batch) => this.send(batch));
  private producer: Producer | undefined;
  private connecting: Promise<Producer> | undefined;
  private readonly others: Publisher[] = [];

  constructor(
    private readonly kafka: Kafka,
    private readonly source: string,
    private readonly clock: Clock,
    private readonly assertMaySend: () => void = () => undefined,
  ) {}

  /**
   * Publishes in order within each partition.
   * @returns the position of each record, in the order given
   * @throws ContractViolation if a value does not fit the topic; nothing is sent then
   */
  async publish<T extends Topic>(topic: T, records: readonly Outgoing<ValueOf<T> | null>[]): Promise<Position[]> {
    const send = async (outgoing: typeof records) => {
      if (topic.framedBy !== undefined) return this.fold(topic, outgoing);
      const encoded = outgoing.map((record) => this.encode(topic, record));
      return this.queue.add(topic.name, encoded);
    };
    return isTracing() ? traceSends(topic, records, send) : send(records);
  }

  /** Publishes frames whose messages were checked before. */
  async publishFrames(topic: Topic, frames: readonly Frame[]): Promise<Position[]> {
    const encoded = frames.map((frame) => {
      return { key: null, value: Buffer.from(frame.text), partition: frame.partition, headers: frameHeaders(frame) };
    });
    return this.queue.add(topic.name, encoded);
  }

  /** Publishes bytes unchanged, for dead letters. */
  async publishRaw(topicName: string, records: KafkaRecord[]): Promise<void> {
    await this.send([{ topic: topicName, messages: records }]);
  }

  /**
   * Returns a publisher with a connection of its own, disconnected with this one: its records do not wait behind those of others.
   * @param assertMaySend - called before each attempt of a send, also before those of kafkajs; throws to end the send
   */
  apart(assertMaySend?: () => void): Publisher {
    const other = new Publisher(this.kafka, this.source, this.clock, assertMaySend);
    this.others.push(other);
    return other;
  }

  async connect(): Promise<void> {
    await this.connected();
  }

  async disconnect(): Promise<void> {
    await Promise.all([this.leave(), ...this.others.map((other) => other.disconnect())]);
  }

  private async leave(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    this.connecting = undefined;
    await producer?.disconnect();
  }

  private async fold<T extends Topic>(topic: T, records: readonly Outgoing<ValueOf<T> | null>[]): Promise<Position[]> {
    const frames = fold(topic, records);
    const positions: Position[] = [];
    (await this.publishFrames(topic, frames)).forEach((position, nth) => {
      for (const index of frames[nth]?.indexes ?? []) positions[index] = position;
    });
    return positions;
  }

  private encode<T extends Topic>(topic: T, record: Outgoing<ValueOf<T> | null>): Encoded {
    assertFits(topic, record.value);
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
      traceparent: record.traceparent ?? traceparentFrom(),
      ...(record.moved && { [MOVED_HEADER]: 'true' }),
    };
  }

  private async send(topicMessages: TopicMessages[]): Promise<RecordMetadata[]> {
    const producer = await this.connected();
    try {
      return await sendAll((rest) => producer.sendBatch({ topicMessages: rest, acks: -1 }), topicMessages);
    } catch (error) {
      if (this.producer === producer) await this.leave().catch(() => undefined);
      throw error;
    }
  }

  /** Partitioner, which kafkajs calls for each record of each attempt: nothing else ends its attempts, not even a disconnect. */
  private partitioner(): ReturnType<ICustomPartitioner> {
    const choose = Partitioners.DefaultPartitioner();
    return (record) => {
      this.assertMaySend();
      return choose(record);
    };
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
      // Not idempotent: kafkajs gives two concurrent sends to one partition the same sequence number when the response to the
      // first is lost, and the broker then takes the second for a repetition. A record was lost that way when a broker was
      // killed (apps/suppression/test/outage.test.ts). Duplicates are harmless here: all handlers are idempotent.
      idempotent: false,
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      createPartitioner: () => this.partitioner(),
    });
    await producer.connect();
    this.producer = producer;
    return producer;
  }
}
