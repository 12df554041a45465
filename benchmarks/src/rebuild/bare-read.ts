import { optOuts } from '@stopsms/contracts';
import { retryTransient } from '@stopsms/messaging';
import { Kafka, logLevel } from 'kafkajs';

/**
 * A program of its own: reads the opt-out topic from its start to its end of now with kafkajs alone, looks at no record,
 * says so, and waits to be ended.
 */
async function bareRead(bootstrap: string): Promise<void> {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  // A topic that was just made has no leaders for a moment.
  const ends = await retryTransient(() => admin.fetchTopicOffsets(optOuts.name));
  await admin.disconnect();
  const written = ends.filter(({ high }) => high !== '0');
  const left = new Map(written.map(({ partition, high }) => [partition, BigInt(high)]));
  const consumer = kafka.consumer({ groupId: `bare-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [optOuts.name], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: optOuts.partitions,
    eachBatch: async ({ batch }) => {
      if (BigInt(batch.lastOffset()) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition);
      if (left.size === 0) process.stdout.write('done\n');
    },
  });
}

void bareRead(process.argv[2] ?? '');
