import { randomUUID } from 'node:crypto';
import { type Receipt, optOuts, receipts } from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type MessagingLog, Publisher, connect, ensureTopics } from '@stopsms/messaging';
import { Database, databaseConnection, openDataSource } from '@stopsms/persistence';
import { type TestDatabase, makeTestDatabase, plainMessages, sharedKafka } from '@stopsms/test-parts';
import type { Kafka, ProducerBatch } from 'kafkajs';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { OUTBOX_SCHEMA, Outbox, Relay } from '../src';

export const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const recipientKey = new RecipientKeys(Buffer.alloc(32, 1).toString('base64')).keyOf('+33639980001');

export const receipt = (smscId: string): Receipt => ({
  messageId: randomUUID(),
  advertiserId: null,
  recipientKey,
  provider: 'test',
  smscId,
  outcome: 'delivered',
  stat: 'DELIVRD',
  at: 1,
});
class CreateOutbox1764000000000 {
  up = (runner: QueryRunner): Promise<void> => runner.query(OUTBOX_SCHEMA) as Promise<void>;
  down = (): Promise<void> => Promise.resolve();
}

/** Called around each send of a producer. */
type Around = <R>(topics: readonly string[], send: () => Promise<R>) => Promise<R>;

interface Replica {
  relay: Relay;
  stop: () => Promise<void>;
}

/** Outbox of its own, on topics of its own, with relays that the test starts. */
export class Bed {
  readonly outbox = new Outbox(new SystemClock(), () => this.replicas.forEach(({ relay }) => relay.nudge()));
  readonly seen: { topic: string; key: string; value: Record<string, unknown> }[] = [];
  private readonly replicas: Replica[] = [];
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly prefix: string,
    readonly testDatabase: TestDatabase,
    readonly database: Database,
  ) {}

  static async make(): Promise<Bed> {
    const testDatabase = await makeTestDatabase('campaign');
    const dataSource = await openDataSource({
      connection: databaseConnection(testDatabase.url),
      migrations: [CreateOutbox1764000000000],
    });
    const bed = new Bed(`${randomUUID()}.`, testDatabase, new Database(dataSource));
    bed.closing.push(() => dataSource.destroy());
    await bed.collect();
    return bed;
  }

  kafka(): Kafka {
    return connect({ service: 'campaign', brokers: [sharedKafka()], prefix: this.prefix }, silent);
  }

  /** Opens a session of PostgreSQL with the role of the service. */
  async session(): Promise<Client> {
    const client = new Client(this.testDatabase.url);
    this.closing.unshift(() => client.end());
    await client.connect();
    return client;
  }

  /** Starts a replica's relay. */
  start(around: Around = (_, send) => send(), log = silent): Replica {
    const publisher = new Publisher(withSends(this.kafka(), around), '/test', new SystemClock());
    const relay = new Relay(databaseConnection(this.testDatabase.url), publisher, log);
    relay.start();
    const stop = async () => {
      await relay.stop();
      await publisher.disconnect();
    };
    const replica = { relay, stop };
    this.replicas.push(replica);
    return replica;
  }

  async stopReplicas(): Promise<void> {
    await Promise.all(this.replicas.splice(0).map(({ stop }) => stop()));
  }

  async end(): Promise<void> {
    await this.stopReplicas();
    for (const close of this.closing) await close();
    await this.testDatabase.drop();
  }

  private async collect(): Promise<void> {
    const kafka = this.kafka();
    const admin = kafka.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const consumer = kafka.consumer({ groupId: 'plain' });
    this.closing.unshift(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topics: [receipts.name, optOuts.name], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ topic, message }) => {
        for (const { key, value } of plainMessages(message)) {
          this.seen.push({ topic, key, value: value as Record<string, unknown> });
        }
        return Promise.resolve();
      },
    });
  }
}

function withSends(kafka: Kafka, around: Around): Kafka {
  return {
    consumer: (config) => kafka.consumer(config),
    admin: (config) => kafka.admin(config),
    logger: () => kafka.logger(),
    producer: (config) => {
      const producer = kafka.producer(config);
      const sendBatch = (batch: ProducerBatch) =>
        around(
          (batch.topicMessages ?? []).map(({ topic }) => topic),
          () => producer.sendBatch(batch),
        );
      return { ...producer, sendBatch };
    },
  };
}
