import 'reflect-metadata';
import { Controller, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SystemClock } from '@stopsms/kernel';
import { advertisers, operatorOptOuts, replies, reportMatches, returns } from '@stopsms/contracts';
import { Kafka, type Message, logLevel } from 'kafkajs';
import { Consumes, Follows, KafkaTransport, type MessagingLog, Publisher, connect } from '../src';

export const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Running {
  transport: KafkaTransport;
  publisher: Publisher;
  fatal: Error[];
  close: () => Promise<void>;
}

/** The topology requires a handler for each topic that suppression shares; most tests are about one. */
@Controller()
export class Others {
  @Consumes(replies)
  async replies(): Promise<void> {
    // Nothing to do.
  }
  @Consumes(returns)
  async returns(): Promise<void> {
    // Nothing to do.
  }
  @Consumes(reportMatches)
  async reportMatches(): Promise<void> {
    // Nothing to do.
  }
  @Consumes(operatorOptOuts)
  async operatorOptOuts(): Promise<void> {
    // Nothing to do.
  }
}

/** The same for the topic that it follows. */
@Controller()
export class Advertisers {
  @Follows(advertisers)
  async advertisers(): Promise<void> {
    // Nothing to do.
  }
}

/** Starts the given controllers as the suppression service: replies and receipts shared, advertisers followed. */
export async function startAsSuppression(
  bootstrap: string,
  controllers: Type[],
  startWaitMs = 30_000,
  prefix = '',
): Promise<Running> {
  const fatal: Error[] = [];
  const connection = { service: 'suppression' as const, brokers: [bootstrap], prefix };
  const kafka = connect(connection, silent);
  const clock = new SystemClock();
  const publisher = new Publisher(kafka, '/stopsms/suppression', clock);
  const transport = new KafkaTransport({
    service: 'suppression',
    kafka,
    connection,
    startWaitMs,
    publisher,
    clock,
    log: silent,
    onFatal: (error) => fatal.push(error),
  });
  class AppModule {}
  const app: INestMicroservice = await NestFactory.createMicroservice(
    { module: AppModule, controllers },
    { strategy: transport, logger: false, abortOnError: false },
  );
  try {
    await app.listen();
  } catch (error) {
    await transport.close();
    await publisher.disconnect();
    throw error;
  }
  const close = async () => {
    await app.close();
    await publisher.disconnect();
  };
  return { transport, publisher, fatal, close };
}

/** Client of any other team, with none of our code. */
export class PlainClient {
  private readonly kafka: Kafka;

  constructor(bootstrap: string) {
    this.kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  }

  async send(topic: string, messages: Message[]): Promise<void> {
    const producer = this.kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages });
    await producer.disconnect();
  }

  /** Number of records on a topic. */
  async count(topic: string): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    return offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  }

  /** Reads a topic until `count` records are there. */
  async read(topic: string, count: number) {
    const consumer = this.kafka.consumer({ groupId: `plain-${Math.random()}` });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const records: { key: string; value: string; headers: Record<string, string>; position: string }[] = [];
    await new Promise<void>((resolve) => {
      void consumer.run({
        eachMessage: async ({ partition, message }) => {
          const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
          records.push({
            key: String(message.key),
            value: String(message.value),
            headers: Object.fromEntries(headers) as Record<string, string>,
            position: `${partition}/${message.offset}`,
          });
          if (records.length >= count) resolve();
        },
      });
    });
    await consumer.disconnect();
    return records;
  }

  async committed(groupId: string, topic: string): Promise<bigint> {
    const admin = this.kafka.admin();
    await admin.connect();
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    await admin.disconnect();
    return (found?.partitions ?? []).reduce((sum, { offset }) => sum + BigInt(offset === '-1' ? 0 : offset), 0n);
  }

  admin() {
    return this.kafka.admin();
  }
}
