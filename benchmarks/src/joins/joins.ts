import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedReceipts, receipts } from '@stopsms/contracts';
import { startKafka, startPostgres } from '@stopsms/local-stack';
import { retryTransient } from '@stopsms/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { diskSpace, java, linux } from '../command/needs';
import { printLoad } from '../machine';
import { measureCost } from './cost';

const BYTES_A_MESSAGE = 10_000;

export const joins = benchmark({
  name: 'joins',
  summary: 'receipts and replies joined to messages by inbound-mo',
  about:
    'What joining receipts and replies to messages costs in inbound-mo’s own stores: processor time, row versions, log and bytes a ' +
    'message of one part, with a journal entry, a status, a final receipt, and a reply of one recipient in 50.',
  flags: {
    messages: count(10_000, 'a round'),
    rounds: count(3, 'each with a database of its own'),
    batch: count(30, 'messages of one partition at a time', { to: 250 }),
    rate: count(1_000, 'messages a second'),
  },
  needs: ({ messages, rounds }) => [linux, java, diskSpace(messages * rounds * BYTES_A_MESSAGE)],
  run: async ({ messages, rounds, batch, rate }) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-joins-'));
    console.log(`joins: ${messages} messages a round, ${batch} at a time, ${rate} a second, ${rounds} rounds\n`);
    try {
      const kafka = await startKafka({ dir: join(dir, 'kafka') });
      try {
        await createTopics(kafka.bootstrap);
        const postgres = await startPostgres({ dir: join(dir, 'postgres') });
        await measureCost({ kafka, postgres }, { messages, batch, rate, rounds }).finally(() => postgres.stop());
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
  const topics = [receipts, failedReceipts].map(({ name, partitions }) => ({ topic: name, numPartitions: partitions }));
  await retryTransient(() => admin.createTopics({ topics, waitForLeaders: true }));
  await admin.disconnect();
}
