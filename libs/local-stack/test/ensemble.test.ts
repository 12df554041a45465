import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { startKafka, startPostgres } from '../src';
import { Ensemble } from '../src/stack/ensemble';
import { temporaryFolder } from './temporary-folder';

describe('a part that ends by itself', () => {
  const dir = temporaryFolder();
  const said: string[] = [];
  const lost: string[] = [];
  let onLine: (() => void) | undefined;
  const ensemble = new Ensemble({
    log: (line) => {
      said.push(line);
      onLine?.();
    },
    onPartLost: (name) => {
      lost.push(name);
      onLine?.();
    },
  });
  afterAll(() => ensemble.stop());

  /** Kills it as a machine out of memory does, and waits for what is said of it. */
  async function missed({ name, pid }: { name: string; pid: number }): Promise<void> {
    process.kill(pid, 'SIGKILL');
    while (!said.includes(`${name} is back`) && lost.length === 0) {
      await new Promise<void>((resolve) => (onLine = resolve));
    }
    expect(lost).toEqual([]);
    expect(said).toContainEqual(
      expect.stringMatching(`^${name} ended by itself \\(SIGKILL\\) and is started again on its data; see .+`),
    );
  }

  it('is brought back with its data when it is the database', async () => {
    const postgres = await ensemble.add((watch) => startPostgres({ dir: join(dir, 'postgres'), ...watch('postgres') }));
    await query(postgres.superuserUrl, 'CREATE TABLE kept AS SELECT 36180 AS code');
    await missed(postgres);
    expect(await query(postgres.superuserUrl, 'SELECT code FROM kept')).toEqual([{ code: 36180 }]);
  });

  it('is brought back with its data when it is the broker', async () => {
    const kafka = await ensemble.add((watch) => startKafka({ dir: join(dir, 'kafka'), ...watch('kafka') }));
    const admin = new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept' }], waitForLeaders: false });
    await missed(kafka);
    expect(await admin.listTopics()).toContain('kept');
    await admin.disconnect();
  });
});

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
