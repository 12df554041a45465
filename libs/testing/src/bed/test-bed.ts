import { createHash } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  CANARY_KEY,
  type Position,
  type ServiceName,
  type Topic,
  advertisers,
  optOuts,
} from '@stopsms/contracts';
import { Pseudonyms, RecipientKeys } from '@stopsms/kernel';
import { type TestKafka, type TestPostgres, eventually } from '@stopsms/test-parts';
import { Client } from 'pg';
import { anAdvertiser } from './advertiser';
import { type Ground, type OwnPart, layGround } from './ground';
import { PlainClient, type Seen, type Sent } from './plain-client';

// As good as production mode asks for.
const SECRET = createHash('sha256').update('test bed').digest('base64');

/** Keys of the secret that every bed gives its service, except the dispatcher's. */
export const keys = new RecipientKeys(SECRET);

/** `STOPSMS_RECIPIENT_SECRET` with a secret that comes after it. */
export const CHAIN = `${SECRET},${createHash('sha256').update('test bed, next').digest('base64')}`;

/** Keys of the generation after `keys`. */
export const nextKeys = new RecipientKeys(CHAIN);
nextKeys.use(1);

const NAMING_SECRET = createHash('sha256').update('test bed pseudonyms').digest('base64');

/** Pseudonyms by the secret of each bed's advertisers. */
export const pseudonyms = new Pseudonyms(NAMING_SECRET);

export interface BedPlan {
  service: ServiceName;
  /** Starts the service in this process. */
  start: (env: NodeJS.ProcessEnv, onFatal: (error: Error) => void) => Promise<RunningService>;
  /** Besides those by which it finds its parts. */
  settings?: NodeJS.ProcessEnv;
  /** Parts that the test breaks; all others are shared with the other files of the run. */
  own?: readonly OwnPart[];
  /** True for a service without a database. */
  stateless?: true;
}

/**
 * Surroundings of one service: a real broker and database, and a plain client that plays all other services. Each test file
 * has topics, groups and a database of its own.
 */
export class TestBed {
  readonly client: PlainClient;
  private readonly running = new Set<RunningService>();

  constructor(
    private readonly plan: BedPlan,
    private readonly ground: Ground,
  ) {
    this.client = new PlainClient(ground.client);
  }

  /** @throws Error when it is shared: a test that breaks the broker asks for its own */
  get kafka(): TestKafka {
    return owned(this.ground.kafka, 'kafka');
  }

  get postgres(): TestPostgres {
    return owned(this.ground.postgres, 'postgres');
  }

  /** Settings for kafkajs itself. */
  get kafkaClient(): Ground['client'] {
    return this.ground.client;
  }

  /** Environment of the service, `more` last. */
  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      PORT: '0',
      HOST: '127.0.0.1',
      ...this.ground.env,
      ...(this.plan.service !== 'dispatcher' && { STOPSMS_RECIPIENT_SECRET: SECRET }),
      PSEUDONYM_SECRET: NAMING_SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: process.env.STOPSMS_TEST_LOGS ? 'info' : 'error',
      ...this.plan.settings,
      ...more,
    };
  }

  /**
   * Starts the service; the bed closes it at its end, if the test has not.
   * @param onFatal - by default it fails the run, thrown outside any test, as a service that must be restarted should
   */
  async start(more: NodeJS.ProcessEnv = {}, onFatal: (error: Error) => void = raise): Promise<RunningService> {
    const service = await this.plan.start(this.env(more), onFatal);
    this.running.add(service);
    return service;
  }

  async startReady(more: NodeJS.ProcessEnv = {}, onFatal = raise): Promise<RunningService> {
    const service = await this.start(more, onFatal);
    await isReady(this.plan.service, service.url);
    return service;
  }

  put(topic: Topic, records: Sent[]): Promise<Position[]> {
    return this.client.put(topic, records);
  }

  /** Everything on topics, from their beginning and as it comes, in an array that grows. */
  collect<V = unknown>(...topics: (Topic | string)[]): Promise<Seen<V>[]> {
    return this.client.collect<V>(...topics);
  }

  /** Publishes an advertiser, as campaign does. */
  async advertiser(fields: Partial<Advertiser> = {}): Promise<Advertiser> {
    const advertiser = anAdvertiser(fields);
    await this.put(advertisers, [{ key: advertiser.id, value: advertiser, partition: 0 }]);
    return advertiser;
  }

  /** Rows of a statement as the owner of the server, in the service's schema; without `params` also of several at once. */
  async sql<R extends object = Record<string, unknown>>(statement: string, params?: unknown[]): Promise<R[]> {
    const client = await this.session();
    try {
      return (await client.query<R>(statement, params)).rows;
    } finally {
      await client.end();
    }
  }

  /** A connection that lasts, for locks; the caller ends it. */
  async session(): Promise<Client> {
    const client = new Client({
      connectionString: this.ground.superuserUrl,
      options: `-c search_path=${roleOf(this.plan.service)},public`,
    });
    await client.connect();
    return client;
  }

  async end(): Promise<void> {
    await Promise.all([...this.running].map((service) => service.close()));
    await this.client.close();
    await this.ground.clear();
  }
}

/** Creates the ground of a bed, with the canary of the secret, which suppression writes itself. */
export async function layBed({ service, own = [], stateless }: BedPlan): Promise<Ground> {
  const ground = await layGround({ ...(!stateless && { role: roleOf(service) }), own });
  if (service === 'suppression') return ground;
  const client = new PlainClient(ground.client);
  await client.put(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
  await client.close();
  return ground;
}

export const isReady = (what: string, url: string): Promise<true> =>
  eventually(`${what} is ready`, async () => (await fetch(`${url}/health/ready`)).ok);

const roleOf = (service: ServiceName): string => service.replace('-', '_');

function owned<P>(part: P | undefined, name: OwnPart): P {
  if (!part) throw new Error(`This bed shares its ${name} with other test files: make it with own: ['${name}']`);
  return part;
}

const raise = (error: Error): void => {
  throw error;
};
