import { createHash, randomUUID } from 'node:crypto';
import {
  type Advertiser,
  CANARY_KEY,
  type MessageStatus,
  type Topic,
  type ValueOf,
  advertisers,
  messageStatus,
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
import { inboundMo } from '../src/app.module';
import { Operator } from './operator';

// As good as production mode asks for.
const SECRET = createHash('sha256').update('inbound-mo').digest('base64');
const PASSWORD = 'the-password-of-the-bed';

export const keys = new RecipientKeys(SECRET);

let lastNumber = 0;
/** A handset nobody used before in this test file. */
export const newHandset = (): string => `+3363998${String((lastNumber += 1)).padStart(4, '0')}`;

/** What inbound-mo stands on: a broker, a database, an operator, and a plain client that plays the other services. */
export class Bed {
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly kafka: TestKafka,
    readonly postgres: TestPostgres,
    readonly operator: Operator,
    private readonly client: Kafka,
    private readonly producer: Producer,
    private readonly operatorPort = operator.port,
  ) {}

  static async make(): Promise<Bed> {
    const [kafka, postgres, operator] = await Promise.all([startTestKafka(), startTestPostgres(), Operator.start()]);
    const client = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING });
    const admin = client.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const superuser = new Client(postgres.superuserUrl);
    await superuser.connect();
    for (const sql of provisionSql('inbound_mo', PASSWORD)) await superuser.query(sql);
    await superuser.end();
    const producer = client.producer();
    await producer.connect();
    const bed = new Bed(kafka, postgres, operator, client, producer);
    await bed.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
    return bed;
  }

  async end(): Promise<void> {
    await Promise.all(this.closers.map((close) => close()));
    await this.producer.disconnect();
    await this.operator.stop();
    await Promise.all([this.kafka.stop(), this.postgres.stop()]);
  }

  /** Starts the service in this process and waits until it is ready. */
  async start(extra: NodeJS.ProcessEnv = {}): Promise<RunningService> {
    const env = { ...this.env(), ...extra };
    const service = await startService(inboundMo, env, (error) => process.emitWarning(error));
    this.closers.push(() => service.close());
    await eventually('inbound-mo is ready', async () => (await fetch(`${service.url}/health/ready`)).ok);
    return service;
  }

  env(): NodeJS.ProcessEnv {
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: this.kafka.bootstrap,
      DATABASE_URL: this.databaseUrl,
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: 'error',
      SMPP_HOST: '127.0.0.1',
      SMPP_PORT: String(this.operatorPort),
      SMPP_SYSTEM_ID: 'inbound-mo',
      SMPP_PASSWORD: 'Tq7zK2fB',
      SWEEP_MS: '200',
    };
  }

  /** Rows of the service's own schema. */
  async rows<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    const client = new Client(this.databaseUrl);
    await client.connect();
    try {
      return (await client.query(sql, params)).rows as R[];
    } finally {
      await client.end();
    }
  }

  async put(topic: Topic, records: { key: string; value: unknown; partition?: number }[]): Promise<void> {
    const messages = records.map(({ key, value, partition }) => ({
      key,
      value: JSON.stringify(value),
      partition: partition ?? partitionOf(topic, key),
    }));
    await this.producer.send({ topic: topic.name, messages });
  }

  /** Everything on a topic, from its beginning and as it comes, in an array that grows. */
  async collect<T extends Topic>(topic: T): Promise<ValueOf<T>[]> {
    const collected: ValueOf<T>[] = [];
    const consumer = this.client.consumer({
      groupId: `bed-${randomUUID()}`,
      maxWaitTimeInMs: 50,
      sessionTimeout: 6_000,
    });
    await consumer.connect();
    await consumer.subscribe({ topic: topic.name, fromBeginning: true });
    const isNew = firstSight();
    await consumer.run({
      eachMessage: async ({ topic: name, partition, message }) => {
        if (!isNew(name, partition, message.offset)) return;
        collected.push(JSON.parse(message.value?.toString() ?? 'null') as ValueOf<T>);
      },
    });
    this.closers.push(() => consumer.disconnect());
    return collected;
  }

  async advertiser(name: string, codes: string[], fields: Partial<Advertiser> = {}): Promise<Advertiser> {
    const advertiser: Advertiser = {
      id: randomUUID(),
      name,
      legalName: `${name} SAS`,
      sender: name.toUpperCase().replace(/[^A-Z0-9]/g, ''),
      shortCode: codes[0] ?? '36180',
      country: 'FR',
      codes,
      linkHosts: [],
      createdAt: 1_764_000_000_000,
      ...fields,
    };
    await this.put(advertisers, [{ key: advertiser.id, value: advertiser, partition: 0 }]);
    return advertiser;
  }

  async statuses(statuses: MessageStatus[]): Promise<void> {
    await this.put(
      messageStatus,
      statuses.map((value) => ({ key: value.recipientKey, value })),
    );
  }

  private get databaseUrl(): string {
    const url = new URL(this.postgres.superuserUrl);
    url.username = 'inbound_mo';
    url.password = PASSWORD;
    return url.href;
  }
}

/** What the dispatcher says of an advert it handed to the operator. */
export function submitted(msisdn: string, advertiser: Advertiser, fields: Partial<MessageStatus> = {}): MessageStatus {
  return {
    messageId: randomUUID(),
    advertiserId: advertiser.id,
    recipientKey: keys.keyOf(msisdn),
    lane: 'marketing',
    status: 'submitted',
    attempt: 1,
    provider: 'simulator',
    sender: advertiser.shortCode,
    replyCode: advertiser.shortCode,
    smscIds: [randomUUID()],
    parts: 1,
    at: Date.now(),
    ...fields,
  };
}

export function post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
