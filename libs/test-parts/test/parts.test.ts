import { Client } from 'pg';
import { Kafka, logLevel } from 'kafkajs';
import { startTestKafka, startTestPostgres } from '../src/parts';

describe('the parts that tests run on', () => {
  it('gives a PostgreSQL that keeps its data over a crash', async () => {
    const postgres = await startTestPostgres();
    try {
      await query(postgres.superuserUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await postgres.kill();
      await postgres.restart();
      expect(await query(postgres.superuserUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    } finally {
      await postgres.stop();
    }
  });

  it('gives a Kafka that keeps its topics over a crash', async () => {
    const broker = await startTestKafka();
    try {
      const topics = [{ topic: 'kept', numPartitions: 1 }];
      await withAdmin(broker.bootstrap, (admin) => admin.createTopics({ topics, waitForLeaders: false }));
      await broker.kill();
      await broker.restart();
      expect(await withAdmin(broker.bootstrap, (admin) => admin.listTopics())).toEqual(['kept']);
    } finally {
      await broker.stop();
    }
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withAdmin<T>(broker: string, work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
