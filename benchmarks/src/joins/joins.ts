import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedReceipts, journal, messageStatus, receipts } from '@stopsms/contracts';
import { startKafka, startPostgres } from '@stopsms/local-stack';
import { retryTransient } from '@stopsms/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { benchmark } from '../command/benchmark';
import { choice, count } from '../command/flags';
import { diskSpace, java, linux } from '../command/needs';
import { printLoad } from '../machine';
import { compareCosts } from './cost';
import { breakStores } from './faults';
import { watchLife } from './life';
import { rawReceipts } from './raw-receipts';

const SUBJECTS = 5;
const BYTES_A_MESSAGE = 20_000;

export const joins = benchmark({
  name: 'joins',
  summary: 'receipts joined in PostgreSQL, and in embedded stores',
  about:
    'What joining receipts and replies to messages costs in inbound-mo’s own stores in PostgreSQL, and in LMDB and LevelDB with a ' +
    'store for each partition and raw receipts on a topic of their own: processor time and bytes a message. Then the life of one ' +
    'partition’s store (rebuilt from topics, opened again, a day expired), and its faults: SIGKILL, damaged files, a full disk.',
  flags: {
    messages: count(10_000, 'a round'),
    rounds: count(3, 'of each'),
    batch: count(30, 'messages of one partition at a time', { to: 250 }),
    rate: count(1_000, 'messages a second'),
    gather: count(
      20,
      'milliseconds in which receipts are gathered for the topic; PostgreSQL gathers as inbound-mo does',
    ),
    partition: count(100_000, 'messages of the partition that is rebuilt'),
    kills: count(10, 'SIGKILLs in the middle of transactions'),
    measure: choice(['all', 'cost', 'life', 'faults'], 'what is measured'),
  },
  needs: ({ messages, rounds, partition }) => [
    linux,
    java,
    diskSpace(messages * rounds * SUBJECTS * BYTES_A_MESSAGE + partition * rounds * BYTES_A_MESSAGE),
  ],
  run: async ({ messages, rounds, batch, rate, gather, partition, kills, measure }) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-joins-'));
    const measures = (part: typeof measure) => measure === 'all' || measure === part;
    console.log(`joins: ${messages} messages a round, ${batch} at a time, ${rate} a second, ${rounds} rounds\n`);
    try {
      if (measures('faults')) await breakStores(dir, kills);
      if (!measures('cost') && !measures('life')) return;
      const kafka = await startKafka({ dir: join(dir, 'kafka') });
      try {
        await createTopics(kafka.bootstrap);
        if (measures('life')) await watchLife(dir, kafka.bootstrap, partition, rounds);
        if (measures('cost')) {
          const postgres = await startPostgres({ dir: join(dir, 'postgres') });
          await compareCosts({ dir, kafka, postgres }, { messages, batch, rate, gather, rounds }).finally(() =>
            postgres.stop(),
          );
        }
      } finally {
        await kafka.stop();
      }
      printLoad();
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

async function createTopics(bootstrap: string): Promise<void> {
  const admin = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = [journal, messageStatus, receipts, failedReceipts, rawReceipts].map(({ name, partitions }) => ({
    topic: name,
    numPartitions: partitions,
  }));
  await retryTransient(() => admin.createTopics({ topics, waitForLeaders: true }));
  await admin.disconnect();
}
