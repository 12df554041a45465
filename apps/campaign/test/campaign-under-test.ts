import { randomUUID } from 'node:crypto';
import { type Topic, optOuts } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
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
import { campaign } from '../src/app.module';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const PASSWORD = 'test';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

/** One record as a plain client reads it. */
export interface Seen<V = Record<string, unknown>> {
  key: string;
  value: V;
  headers: Record<string, string>;
}

/** The campaign service in this process, on a real Kafka and PostgreSQL, with what the other services would say played by hand. */
export class CampaignUnderTest {
  readonly keys = new RecipientKeys(SECRET);
  private readonly closers: (() => Promise<void>)[] = [];
  private producer!: Producer;
  private kafka!: Kafka;
  private env!: NodeJS.ProcessEnv;
  service!: RunningService;
  broker!: TestKafka;
  postgres!: TestPostgres;

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<CampaignUnderTest> {
    const under = new CampaignUnderTest();
    try {
      await under.startAll(settings);
      return under;
    } catch (error) {
      await under.closeParts();
      throw error;
    }
  }

  /** Starts the service anew, after it was closed. */
  async startService(): Promise<void> {
    this.service = await this.startReplica();
  }

  /** Another instance on the same database and broker, for the caller to close. */
  startReplica(): Promise<RunningService> {
    return startService(campaign, this.env, (error) => {
      throw error;
    });
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.closeParts();
  }

  get = <T = Record<string, unknown>>(path: string) => this.send<T>('GET', path);
  post = <T = Record<string, unknown>>(path: string, body?: unknown, headers: Record<string, string> = {}) =>
    this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    });

  async send<T>(
    method: string,
    path: string,
    body?: NonNullable<RequestInit['body']>,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.service.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as T };
  }

  /** What another service would publish. */
  async say(topic: Topic, ...records: { key: string; value: object }[]): Promise<void> {
    const messages = records.map(({ key, value }) => ({ key, value: JSON.stringify(value) }));
    await this.producer.send({ topic: topic.name, messages });
  }

  /** Everything on a topic, now and from now on, as a plain client reads it. */
  async listen<V = Record<string, unknown>>(topic: Topic): Promise<Seen<V>[]> {
    const seen: Seen<V>[] = [];
    const consumer = this.kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
    this.closers.push(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topics: [topic.name], fromBeginning: true });
    const isNew = firstSight();
    await consumer.run({
      eachMessage: async ({ topic: name, partition, message }) => {
        if (!isNew(name, partition, message.offset)) return;
        const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
        seen.push({
          key: String(message.key),
          value: JSON.parse(String(message.value)) as V,
          headers: Object.fromEntries(headers) as Record<string, string>,
        });
      },
    });
    return seen;
  }

  /** A statement as the owner of the server, in the schema of the service. */
  async sql<R = Record<string, unknown>>(statement: string, params: unknown[] = []): Promise<R[]> {
    const client = new Client({
      connectionString: this.postgres.superuserUrl,
      options: '-c search_path=campaign,public',
    });
    await client.connect();
    try {
      return (await client.query(statement, params)).rows as R[];
    } finally {
      await client.end();
    }
  }

  private async startAll(settings: NodeJS.ProcessEnv): Promise<void> {
    [this.broker, this.postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
    this.closers.push(() => Promise.all([this.broker.stop(), this.postgres.stop()]).then(() => undefined));
    for (const statement of provisionSql('campaign', PASSWORD)) await this.sql(statement);
    const database = new URL(this.postgres.superuserUrl);
    database.username = 'campaign';
    database.password = PASSWORD;
    this.env = {
      PORT: '0',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: this.broker.bootstrap,
      DATABASE_URL: database.href,
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: 'error',
      ...settings,
    };
    this.kafka = new Kafka({ brokers: [this.broker.bootstrap], logLevel: logLevel.NOTHING });
    await this.startService();
    this.producer = this.kafka.producer();
    await this.producer.connect();
    this.closers.push(() => this.producer.disconnect());
    await this.sayCanary();
    await eventually('campaign is ready', async () => (await this.get('/health/ready')).status === 200);
  }

  private async closeParts(): Promise<void> {
    for (const close of this.closers.reverse()) await close();
  }

  private async sayCanary(): Promise<void> {
    await this.producer.send({
      topic: optOuts.name,
      messages: [{ key: 'canary', partition: 0, value: JSON.stringify({ canary: this.keys.canary() }) }],
    });
  }
}
