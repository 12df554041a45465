import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type OptOut,
  type OptOutChanged,
  type OptOutRecord,
  type Reply,
  type Topic,
  advertisers,
  optOutChanged,
  optOuts,
  replies,
} from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { ensureTopics, partitionOf, retryTransient } from '@stopsms/messaging';
import { provisionSql } from '@stopsms/persistence';
import { type RunningService, startService } from '@stopsms/service-kit';
import {
  type TestKafka,
  type TestPostgres,
  eventually,
  startTestKafka,
  startTestPostgres,
  firstSight,
} from '@stopsms/testing';
import { Kafka, type Producer, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { suppression } from '../src/app.module';

const PASSWORD = 'bed';
export const SECRET = Buffer.alloc(32, 7).toString('base64');

export const keys = new RecipientKeys(SECRET);

export interface Sent<V> {
  key: string;
  value: V;
  partition: number;
  offset: bigint;
  /** The broker's; epoch ms. */
  appendedAt: number;
}

/** What the suppression service stands on: a broker, a database, and a plain client that plays the other services. */
export class Bed {
  private constructor(
    readonly kafka: TestKafka,
    readonly postgres: TestPostgres,
    private readonly client: Kafka,
    private readonly producer: Producer,
  ) {}

  private readonly closers: (() => Promise<unknown>)[] = [];

  static async make(): Promise<Bed> {
    const [kafka, postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
    const retry = { retries: 30, maxRetryTime: 1_000 };
    const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING, retry });
    const admin = client.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const producer = client.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    const bed = new Bed(kafka, postgres, client, producer);
    await bed.sql(...provisionSql('suppression', PASSWORD));
    return bed;
  }

  async end(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await this.producer.disconnect();
    await Promise.all([this.kafka.stop(), this.postgres.stop()]);
  }

  /** As after the loss of its disks: the topic is there and empty. */
  async loseTopic(topic: Topic): Promise<void> {
    const admin = this.client.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic.name] });
    await eventually(`${topic.name} is gone`, async () => !(await admin.listTopics()).includes(topic.name));
    await retryTransient(() => ensureTopics(admin));
    await admin.disconnect();
  }

  /** Starts the service in this process. */
  async start(extra: NodeJS.ProcessEnv = {}, onFatal?: (error: Error) => void): Promise<RunningService> {
    const url = new URL(this.postgres.superuserUrl);
    url.username = 'suppression';
    url.password = PASSWORD;
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: this.kafka.bootstrap,
      DATABASE_URL: url.href,
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: 'error',
      ...extra,
    };
    const service = await startService(suppression, env, onFatal ?? ((error) => process.emitWarning(error)));
    this.closers.push(() => service.close());
    return service;
  }

  async startReady(extra: NodeJS.ProcessEnv = {}): Promise<RunningService> {
    const service = await this.start(extra);
    await eventually('suppression is ready', async () => (await fetch(`${service.url}/health/ready`)).ok);
    return service;
  }

  /** Rows of the last statement. */
  async sql(...statements: string[]): Promise<Record<string, unknown>[]> {
    const client = new Client(this.postgres.superuserUrl);
    await client.connect();
    try {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
      return rows;
    } finally {
      await client.end();
    }
  }

  async put(topic: Topic, records: { key: string; value: unknown }[]): Promise<void> {
    const messages = records.map(({ key, value }) => ({
      key,
      value: JSON.stringify(value),
      partition: partitionOf(topic, key),
    }));
    await this.producer.send({ topic: topic.name, messages, acks: -1 });
  }

  /** Everything on a topic, from its beginning and as it comes, in an array that grows. */
  async collect<V>(topic: Topic): Promise<Sent<V>[]> {
    const collected: Sent<V>[] = [];
    const consumer = this.client.consumer({ groupId: `bed-${randomUUID()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: topic.name, fromBeginning: true });
    const isNew = firstSight();
    await consumer.run({
      eachMessage: async ({ topic: name, partition, message: { key, value, offset, timestamp } }) => {
        if (!isNew(name, partition, offset)) return;
        const sent = { key: key?.toString() ?? '', partition, offset: BigInt(offset), appendedAt: Number(timestamp) };
        collected.push({ ...sent, value: JSON.parse(value?.toString() ?? 'null') as V });
      },
    });
    this.closers.push(() => consumer.disconnect());
    return collected;
  }

  /** The opt-outs alone: no heartbeat, no canary. Read it anew each time. */
  async collectOptOuts(): Promise<() => Sent<OptOut>[]> {
    const records = await this.collect<OptOutRecord | null>(optOuts);
    return () => records.filter((record): record is Sent<OptOut> => record.value !== null && 'state' in record.value);
  }

  collectChanges(): Promise<Sent<OptOutChanged>[]> {
    return this.collect<OptOutChanged>(optOutChanged);
  }

  async advertiser(): Promise<string> {
    const advertiser: Advertiser = {
      id: randomUUID(),
      name: 'ACME',
      legalName: 'ACME SAS',
      sender: 'ACME',
      shortCode: '36180',
      country: 'FR',
      codes: ['36180'],
      linkHosts: [],
      createdAt: 1_764_000_000_000,
    };
    await this.put(advertisers, [{ key: advertiser.id, value: advertiser }]);
    return advertiser.id;
  }

  reply(...all: Reply[]): Promise<void> {
    return this.put(
      replies,
      all.map((value) => ({ key: value.recipientKey, value })),
    );
  }
}

/** What inbound-mo says of a STOP texted to 36180 and meant for `advertiserIds`. */
export function stop(msisdn: string, advertiserIds: string[], fields: Partial<Reply> = {}): Reply {
  return {
    replyId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    msisdn,
    region: 'FR',
    channel: 'sms',
    code: '36180',
    tier: 'exact',
    reason: 'keyword STOP',
    everyAdvertiser: false,
    advertisers: advertiserIds.map((advertiserId) => ({ advertiserId, confidence: 1, evidence: 'last text' })),
    attributed: true,
    receivedAt: Date.now(),
    ...fields,
  };
}
