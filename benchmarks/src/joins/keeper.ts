import 'reflect-metadata';
import { type JournalEntry, type MessageStatus, journal, messageStatus } from '@stopsms/contracts';
import { type Offsets, readRange, retryTransient, valuesIn } from '@stopsms/messaging';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { endsOf } from '../product/topic-ends';
import { EmbeddedJoin } from './embedded-join';
import type { RawReceipt } from './join';
import { rawReceipts } from './raw-receipts';
import { openStore } from './stores/open-store';
import type { StoreName } from './stores/store-names';

export interface KeeperPlan {
  store: StoreName;
  dir: string;
  bootstrap: string;
  partition: number;
  /** Epoch ms: expiry deletes the days before. */
  expireAt: number;
}

export interface KeeperReport {
  openMs: number;
  /** Messages and receipts handled. */
  records: number;
  deleted: number;
  seconds: number;
  cpuSeconds: number;
}

/** A program of its own: opens a store of one partition, and rebuilds it, reads it or expires a day of it. */
async function run(task: string, { store: name, dir, ...plan }: KeeperPlan): Promise<KeeperReport> {
  const startedAt = performance.now();
  const store = await openStore(name, dir);
  const join = new EmbeddedJoin(store, () => Promise.resolve());
  await store.getMany(['o!journal', 'o!status', 'o!receipts']);
  const openMs = performance.now() - startedAt;
  const cpu = process.cpuUsage();
  const records = task === 'rebuild' ? await rebuild(join, plan) : 0;
  const deleted = task === 'expire' ? await join.expire(plan.expireAt) : 0;
  await store.flush();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - startedAt) / 1_000;
  await store.close();
  return { openMs, records, deleted, seconds, cpuSeconds: (user + system) / 1e6 };
}

async function rebuild(
  join: EmbeddedJoin,
  { bootstrap, partition }: Omit<KeeperPlan, 'store' | 'dir'>,
): Promise<number> {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  let records = 0;
  const each = async (topic: string, handle: (offset: number, values: unknown[]) => Promise<void>) => {
    const end = (await endsOf(admin, topic)).get(partition) ?? 0n;
    let done = Promise.resolve();
    let read = 0;
    const add = (_: number, record: KafkaMessage) => {
      const values = valuesIn(record);
      read += values.length;
      done = done.then(() => handle(Number(record.offset), values));
    };
    const isDone = (next: Offsets) => (next.get(partition) ?? 0n) >= end;
    // A young broker loads its groups for a moment.
    await retryTransient(() => {
      read = 0;
      return readRange(kafka, 'inbound-mo', topic, new Map([[partition, 0n]]), add, isDone);
    });
    await done;
    records += read;
  };
  await each(journal.name, (offset, values) =>
    join.record('journal', { partition, offset, values: (values as JournalEntry[]).flatMap(statusOf) }),
  );
  await each(messageStatus.name, (offset, values) =>
    join.record('status', { partition, offset, values: values as MessageStatus[] }),
  );
  await each(rawReceipts.name, (offset, values) => join.settle({ offset, values: values as RawReceipt[] }));
  await admin.disconnect();
  return records;
}

const statusOf = (entry: JournalEntry): MessageStatus[] =>
  entry.event === 'begun' ? [{ ...entry, status: 'submitting' } as MessageStatus] : [];

const [task = '', plan = ''] = process.argv.slice(2);
void run(task, JSON.parse(plan) as KeeperPlan).then((report) => process.stdout.write(`${JSON.stringify(report)}\n`));
