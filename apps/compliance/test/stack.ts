// One real Kafka, one real PostgreSQL and the service between them, watched from the outside with a plain kafkajs client.
import {
  CANARY_KEY,
  type ClearedMessage,
  type ConsentCollected,
  type SmsRequested,
  type Topic,
  type Verdict,
  advertisers,
  clearedInformative,
  clearedMarketing,
  consentsCollected,
  optOuts,
  smsRequested,
  verdicts,
} from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { provisionSql } from '@stopsms/persistence';
import { type RunningService, startService } from '@stopsms/service-kit';
import { type TestPostgres, eventually, startTestKafka, startTestPostgres } from '@stopsms/testing';
import { Kafka, type Message, type Producer, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { compliance } from '../src/app.module';
import { SealProofs } from '../src/use-cases/proofs/seal-proofs';
import { BRICOLIS, LAWFUL, LORANE, SECRET, consentOf, keys, requestOf } from './fixtures';
import { type Seen, type Watch, watchTopics } from './watch-topics';

export class Stack {
  private constructor(
    private service: RunningService,
    private readonly env: NodeJS.ProcessEnv,
    private readonly producer: Producer,
    private readonly watch: Watch,
    readonly postgres: TestPostgres,
    private readonly closeParts: () => Promise<void>,
  ) {}

  /** @param watched - topics to read besides those that compliance writes */
  static async start(watched: string[] = []): Promise<Stack> {
    const [broker, postgres] = await Promise.all([startTestKafka(), startTestPostgres()]);
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      KAFKA_BROKERS: broker.bootstrap,
      DATABASE_URL: await provision(postgres.superuserUrl),
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      RELEASE_JITTER_MS: '0',
      LOG_LEVEL: 'error',
    };
    const service = await startCompliance(env, LAWFUL);
    const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    const own = [verdicts.name, clearedMarketing.name, clearedInformative.name];
    const watch = await watchTopics(kafka, [...own, ...watched]);
    const closeParts = async () => {
      await watch.stop();
      await producer.disconnect();
      await Promise.all([broker.stop(), postgres.stop()]);
    };
    const stack = new Stack(service, env, producer, watch, postgres, closeParts);
    await stack.sendTo(optOuts, 0, [{ key: CANARY_KEY, value: JSON.stringify({ canary: keys.canary() }) }]);
    for (const advertiser of [LORANE, BRICOLIS]) await stack.send(advertisers, advertiser.id, advertiser);
    await ready(service);
    return stack;
  }

  get url(): string {
    return this.service.url;
  }

  async send(topic: Topic, key: string, value: unknown): Promise<void> {
    const bytes = value === null ? null : JSON.stringify(value);
    await this.sendTo(topic, partitionOf(topic, key), [{ key, value: bytes }]);
  }

  /** Bytes as they are, one record after the other in one partition. */
  async sendTo(topic: Topic, partition: number, records: Pick<Message, 'key' | 'value'>[]): Promise<void> {
    await this.producer.send({ topic: topic.name, messages: records.map((record) => ({ ...record, partition })) });
  }

  /** Publishes a request; returns its id. */
  async ask(request: Partial<SmsRequested>): Promise<string> {
    const whole = requestOf(request);
    await this.send(smsRequested, whole.id, whole);
    return whole.id;
  }

  /** Publishes a consent, given yesterday to Lorane unless told otherwise; returns its id. */
  async consent(phone: string, more: Partial<ConsentCollected> = {}): Promise<string> {
    const consent = consentOf(phone, more);
    await this.send(consentsCollected, consent.recipientKey, consent);
    return consent.consentId;
  }

  seen(topic: string): Seen[] {
    return this.watch.seen(topic);
  }

  verdictsOf(id: string): Verdict[] {
    return this.seen(verdicts.name).flatMap(({ key, value }) => (key === id ? [value as Verdict] : []));
  }

  /** Waits for the first verdict on a message. */
  verdict(id: string): Promise<Verdict> {
    return eventually(`a verdict on ${id}`, () => this.verdictsOf(id)[0]);
  }

  /** Records on the lanes about a message so far. */
  cleared(id: string): ClearedMessage[] {
    return [...this.seen(clearedMarketing.name), ...this.seen(clearedInformative.name)]
      .map(({ value }) => value as ClearedMessage)
      .filter(({ messageId }) => messageId === id);
  }

  /** Waits until a message is on its lane. */
  firstCleared(id: string): Promise<ClearedMessage> {
    return eventually(`${id} on its lane`, () => this.cleared(id)[0]);
  }

  /** Seals now what would be sealed within a minute; returns how many messages had changed. */
  seal(): Promise<number> {
    return this.service.get(SealProofs).sealBatch();
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }

  async sql<R extends object>(query: string, params: unknown[] = []): Promise<R[]> {
    return withClient(this.env.DATABASE_URL, async (client) => (await client.query<R>(query, params)).rows);
  }

  /** Ends the service and starts it with its clock elsewhere, and other settings if there are `more`. */
  async restart(clock: string, more: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.service.close();
    this.service = await startCompliance({ ...this.env, ...more }, clock);
    await ready(this.service);
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.closeParts();
  }
}

function startCompliance(env: NodeJS.ProcessEnv, clock: string): Promise<RunningService> {
  // Thrown outside any test it fails the run, as a service that must be restarted should.
  return startService(compliance, { ...env, STOPSMS_CLOCK: clock }, (error) => {
    throw error;
  });
}

async function ready(service: RunningService): Promise<void> {
  await eventually('compliance is ready', async () => (await fetch(`${service.url}/health/ready`)).ok, {
    everyMs: 250,
  });
}

async function provision(superuserUrl: string): Promise<string> {
  await withClient(superuserUrl, async (client) => {
    for (const sql of provisionSql('compliance', 'test')) await client.query(sql);
  });
  const url = new URL(superuserUrl);
  url.username = 'compliance';
  url.password = 'test';
  return url.href;
}

async function withClient<R>(url: string | undefined, work: (client: Client) => Promise<R>): Promise<R> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
