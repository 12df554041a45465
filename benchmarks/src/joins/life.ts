import { join } from 'node:path';
import { type Begun, journal, messageStatus } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { printFigure, printSpread } from '../spread';
import { bytesIn } from './disk';
import type { KeeperPlan, KeeperReport } from './keeper';
import { Program } from './program';
import { rawReceipts } from './raw-receipts';
import { type StoreName, STORES } from './stores/store-names';
import { makeWork } from './workload';

const PARTITION = 3;
const FRAME = 100;
const DAY_MS = 86_400_000;

/** Measures a store of one partition: rebuilt from topics, opened again, a day expired, and a day more. */
export async function watchLife(dir: string, bootstrap: string, messages: number, rounds: number): Promise<void> {
  await fillTopics(bootstrap, messages);
  for (const store of STORES) {
    const rebuilt: KeeperReport[] = [];
    const opened: KeeperReport[] = [];
    const expired: KeeperReport[] = [];
    const sizes: { full: number; expired: number; again: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const plan: KeeperPlan = {
        ...{ store, bootstrap, partition: PARTITION, expireAt: Date.now() + DAY_MS },
        dir: join(dir, `life-${store}-${round}`),
      };
      rebuilt.push(await keep('rebuild', plan));
      const full = bytesIn(plan.dir);
      opened.push(await keep('open', plan));
      expired.push(await keep('expire', plan));
      const left = bytesIn(plan.dir);
      await keep('rebuild', plan);
      sizes.push({ full, expired: left, again: bytesIn(plan.dir) });
    }
    report(store, messages, { rebuilt, opened, expired, sizes });
  }
}

async function keep(task: string, plan: KeeperPlan): Promise<KeeperReport> {
  const program = new Program('keeper', [task, JSON.stringify(plan)]);
  return JSON.parse(await program.line()) as KeeperReport;
}

interface Life {
  rebuilt: KeeperReport[];
  opened: KeeperReport[];
  expired: KeeperReport[];
  sizes: { full: number; expired: number; again: number }[];
}

function report(store: StoreName, messages: number, { rebuilt, opened, expired, sizes }: Life): void {
  console.log(`store of one partition: ${store}`);
  for (const { records } of rebuilt)
    if (records !== 3 * messages) throw new Error(`${records} of ${3 * messages} records were read`);
  printSpread(
    `rebuilt from topics, ${messages} messages`,
    rebuilt.map(({ seconds }) => seconds),
    's',
  );
  printSpread(
    'the same, processor time',
    rebuilt.map(({ cpuSeconds }) => cpuSeconds),
    's',
  );
  printSpread(
    'opened again, with its offsets',
    opened.map(({ openMs }) => openMs),
    'ms',
  );
  printSpread(
    'a day expired',
    expired.map(({ seconds }) => seconds),
    's',
  );
  printFigure('rows deleted', `${expired[0]?.deleted}`);
  const each = (of: (size: Life['sizes'][number]) => number) => sizes.map((size) => of(size) / messages);
  printSpread(
    'on the disk',
    each(({ full }) => full),
    'bytes a message',
    0,
  );
  printSpread(
    'on the disk with the day expired',
    each((size) => size.expired),
    'bytes a message',
    0,
  );
  printSpread(
    'on the disk with as many messages more',
    each(({ again }) => again),
    'bytes a message',
    0,
  );
}

async function fillTopics(bootstrap: string, messages: number): Promise<void> {
  const publisher = new Publisher(
    new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }),
    '/stopsms/benchmark',
    new SystemClock(),
  );
  const keyed = <V extends { recipientKey: string }>(values: V[]) =>
    values.map((value) => ({ key: value.recipientKey, value }));
  for (const { begun, submitted, receipts } of makeWork(messages, FRAME, PARTITION)) {
    const entries = begun.map(({ status: _, begunAt: __, ...rest }): Begun => {
      return { event: 'begun', submission: 'bench-1', ...rest };
    });
    await Promise.all([
      publisher.publish(journal, keyed(entries)),
      publisher.publish(messageStatus, keyed(submitted)),
      publisher.publish(rawReceipts, keyed(receipts)),
    ]);
  }
  await publisher.disconnect();
}
