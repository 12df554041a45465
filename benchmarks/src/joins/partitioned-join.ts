import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { PARTITIONS } from '@stopsms/contracts';
import { type Publisher, fold, mergeCalls, valuesIn } from '@stopsms/messaging';
import type { Kafka } from 'kafkajs';
import { EmbeddedJoin } from './embedded-join';
import type { Join, Publish, RawReceipt } from './join';
import { rawReceipts } from './raw-receipts';
import { openStore } from './stores/open-store';
import type { StoreName } from './stores/store-names';
import type { OrderedStore } from './stores/ordered-store';

const LIMIT = 1_000;

/** Joins in a store for each partition, with receipts on a topic of their own between whoever gets them and the owner of the message. */
export async function partitionedJoin(
  { store, dir, lingerMs }: { store: StoreName; dir: string; lingerMs: number },
  kafka: Kafka,
  publisher: Publisher,
  publish: Publish,
): Promise<Join> {
  const stores: OrderedStore[] = [];
  for (let n = 0; n < PARTITIONS; n += 1) stores.push(await openStore(store, join(dir, String(n))));
  const joins = stores.map((one) => new EmbeddedJoin(one, publish));
  const of = (partition: number) => joins[partition] as EmbeddedJoin;
  const accept = mergeCalls<RawReceipt>(
    async (received) => {
      const outgoing = received.map((value) => ({ key: value.recipientKey, value }));
      await publisher.publishFrames(rawReceipts, fold(rawReceipts, outgoing));
    },
    LIMIT,
    1,
    lingerMs,
  );
  let [accepted, joined] = [0, 0];
  const consumer = kafka.consumer({ groupId: `joins-${process.pid}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [rawReceipts.name], fromBeginning: false });
  const isReading = new Promise<void>((resolve) => consumer.on(consumer.events.FETCH, () => resolve()));
  await consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    autoCommitInterval: 500,
    eachBatch: async ({ batch: { partition, messages } }) => {
      for (const record of messages) {
        const values = valuesIn(record) as RawReceipt[];
        await of(partition).settle({ offset: Number(record.offset), values });
        joined += values.length;
      }
    },
  });
  await isReading;
  return {
    begun: (batch) => of(batch.partition).record('journal', batch),
    submitted: (batch) => of(batch.partition).record('status', batch),
    receipts: async ({ values }) => {
      accepted += values.length;
      await Promise.all(values.map((value) => accept([value])));
    },
    sendsTo: async (partition, recipientKeys) => {
      let found = 0;
      for (const key of recipientKeys) found += (await of(partition).sendsTo(key)).length;
      return found;
    },
    drained: async () => {
      while (joined < accepted) await delay(20);
    },
    close: async () => {
      await consumer.disconnect();
      for (const one of stores) {
        await one.flush();
        await one.close();
      }
    },
  };
}
