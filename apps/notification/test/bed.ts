import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  CANARY_KEY,
  type OptOutChanged,
  type Topic,
  advertisers,
  optOutChanged,
  optOuts,
} from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { ensureTopics, partitionOf } from '@stopsms/messaging';
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
import { notification } from '../src/app.module';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const PASSWORD = 'bed';

export const keys = new RecipientKeys(SECRET);

export interface Sent<V> {
  key: string;
  value: V;
}

/** What the notification service stands on: a broker, a database, and a plain client that plays the other services. */
export class Bed {
  private constructor(
    readonly kafka: TestKafka,
    readonly postgres: TestPostgres,
    private readonly client: Kafka,
    private readonly producer: Producer,
    readonly superuser: Client,
  ) {}

  private readonly closers: (() => Promise<unknown>)[] = [];

  static async make(): Promise<Bed> {
    const [kafka, postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
    const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
    const admin = client.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const superuser = new Client(postgres.superuserUrl);
    await superuser.connect();
    for (const sql of provisionSql('notification', PASSWORD)) await superuser.query(sql);
    const producer = client.producer();
    await producer.connect();
    const bed = new Bed(kafka, postgres, client, producer, superuser);
    await bed.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
    return bed;
  }

  async end(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await this.producer.disconnect();
    await this.superuser.end();
    await Promise.all([this.kafka.stop(), this.postgres.stop()]);
  }

  env(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const url = new URL(this.postgres.superuserUrl);
    url.username = 'notification';
    url.password = PASSWORD;
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: this.kafka.bootstrap,
      DATABASE_URL: url.href,
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: 'error',
      ...extra,
    };
  }

  /** Starts the service in this process and waits until it is ready. */
  async start(extra: NodeJS.ProcessEnv = {}): Promise<RunningService> {
    const service = await startService(notification, this.env(extra), (error) => process.emitWarning(error));
    this.closers.push(() => service.close());
    await eventually('notification is ready', async () => (await fetch(`${service.url}/health/ready`)).ok);
    return service;
  }

  async put(topic: Topic, records: { key: string; value: unknown; partition?: number }[]): Promise<void> {
    const messages = records.map(({ key, value, partition }) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
      partition: partition ?? partitionOf(topic, key),
    }));
    await this.producer.send({ topic: topic.name, messages });
  }

  /** Everything on a topic, from its beginning and as it comes, in an array that grows. */
  async collect<V>(topic: Topic): Promise<Sent<V>[]> {
    const collected: Sent<V>[] = [];
    const consumer = this.client.consumer({ groupId: `bed-${randomUUID()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: topic.name, fromBeginning: true });
    const isNew = firstSight();
    await consumer.run({
      eachMessage: async ({ topic: name, partition, message }) => {
        if (!isNew(name, partition, message.offset)) return;
        const value = JSON.parse(message.value?.toString() ?? 'null') as V;
        collected.push({ key: message.key?.toString() ?? '', value });
      },
    });
    this.closers.push(() => consumer.disconnect());
    return collected;
  }

  async advertiser(fields: Partial<Advertiser> = {}): Promise<Advertiser> {
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
      ...fields,
    };
    await this.put(advertisers, [{ key: advertiser.id, value: advertiser, partition: 0 }]);
    return advertiser;
  }

  async optOut(change: OptOutChanged): Promise<void> {
    await this.put(optOutChanged, [{ key: change.recipientKey, value: change }]);
  }
}

/** What suppression says after a STOP by SMS to 36180 meant for `advertiserIds`. */
export function stopBySms(msisdn: string, advertiserIds: string[], fields: Partial<OptOutChanged> = {}): OptOutChanged {
  return {
    changeId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    change: 'opted-out',
    optOuts: advertiserIds.map((advertiserId) => ({ scope: advertiserId, advertiserId, episodeId: randomUUID() })),
    source: 'sms',
    evidenceId: randomUUID(),
    msisdn,
    region: 'FR',
    code: '36180',
    attributed: true,
    position: { partition: partitionOf(optOutChanged, keys.keyOf(msisdn)), offset: '41' },
    at: Date.now(),
    ...fields,
  };
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  const body = (await response.json()) as T;
  if (!response.ok) throw new Error(`GET answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
