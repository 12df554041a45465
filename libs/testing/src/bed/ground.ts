import { randomBytes } from 'node:crypto';
import { ensureTopics, prefixed } from '@stopsms/messaging';
import {
  type TestKafka,
  type TestPostgres,
  makeTestDatabase,
  sharedKafka,
  startTestKafka,
  startTestPostgres,
} from '@stopsms/test-parts';
import { Kafka, logLevel } from 'kafkajs';

/** Parts that a test breaks, and therefore may not share with others of the run. */
export type OwnPart = 'kafka' | 'postgres';

interface GroundPlan {
  /** Also the role and schema; absent for what keeps nothing. */
  role?: string;
  own: readonly OwnPart[];
}

/** A broker's topics and a database that one test file has for itself, on parts that it shares with the others or not. */
export interface Ground {
  /** Speaks of topics as our code does. */
  readonly client: Kafka;
  /** Settings by which a service finds both. */
  readonly env: NodeJS.ProcessEnv;
  /** Address for statements as the owner of the server, in the database of this file. */
  readonly superuserUrl: string | undefined;
  /** Absent where it is shared. */
  readonly kafka: TestKafka | undefined;
  readonly postgres: TestPostgres | undefined;
  /** Leaves nothing behind. */
  clear(): Promise<void>;
}

export async function layGround({ role, own }: GroundPlan): Promise<Ground> {
  const [broker, database] = await Promise.all([
    layBroker(own),
    role === undefined ? undefined : layDatabase(role, own),
  ]);
  return {
    client: broker.client,
    env: { ...broker.env, ...database?.env },
    superuserUrl: database?.superuserUrl,
    kafka: broker.part,
    postgres: database?.part,
    clear: async () => void (await Promise.all([broker.clear(), database?.clear()])),
  };
}

async function layBroker(own: readonly OwnPart[]) {
  const part = own.includes('kafka') ? await startTestKafka() : undefined;
  const bootstrap = part?.bootstrap ?? sharedKafka();
  const prefix = part ? '' : `t-${randomBytes(6).toString('hex')}.`;
  const client = prefixed(
    // After a broker came back, the client must not wait longer than the tests do.
    new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 120, maxRetryTime: 1_000 } }),
    prefix,
  );
  const admin = client.admin();
  await admin.connect();
  await ensureTopics(admin);
  const clear = async () => {
    // The run's broker would otherwise carry two hundred partitions more for each test file.
    if (!part) await admin.deleteTopics({ topics: await admin.listTopics() });
    await admin.disconnect();
    await part?.stop();
  };
  return { part, client, clear, env: { KAFKA_BROKERS: bootstrap, ...(prefix && { KAFKA_PREFIX: prefix }) } };
}

async function layDatabase(role: string, own: readonly OwnPart[]) {
  const part = own.includes('postgres') ? await startTestPostgres() : undefined;
  const { url, superuserUrl, drop } = await makeTestDatabase(role, part?.superuserUrl);
  // What was killed cannot be asked to drop it.
  const clear = () => (part ? part.stop() : drop());
  return { part, superuserUrl, clear, env: { DATABASE_URL: url } };
}
