import 'reflect-metadata';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Receipt, receipts } from '@stopsms/contracts';
import { SystemClock } from '@stopsms/kernel';
import { Publisher, connect } from '@stopsms/messaging';
import { createLog } from '@stopsms/service';
import type { Join } from './join';
import { partitionedJoin } from './partitioned-join';
import { postgresJoin } from './postgres-join';
import { ledgerRows } from './ledger-rows';
import type { StoreName } from './stores/store-names';
import { REPLIES_EVERY, type Work, makeWork, scattered } from './workload';

export interface SubjectPlan {
  store: StoreName | 'postgres';
  /** Each settled message also becomes one row in PostgreSQL, written once. */
  withRows: boolean;
  dir: string;
  bootstrap: string;
  databaseUrl: string;
  messages: number;
  batch: number;
  rate: number;
  /** Milliseconds in which receipts are gathered for the topic. */
  gather: number;
}

export interface SubjectCost {
  cpuSeconds: number;
  /** Octets that this process wrote to its disk. */
  writtenBytes: number;
  seconds: number;
}

/** Receipts come so many milliseconds after their submits. */
const RECEIPT_AFTER_MS = 1_000;
const line = () => once(process.stdin, 'data');
const writtenBytes = () => Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

/** A program of its own: one of the joins under a load, measured between two lines of its starter. */
async function run(plan: SubjectPlan): Promise<void> {
  const kafka = connect({ service: 'inbound-mo', brokers: [plan.bootstrap] }, createLog('bench', 'error'));
  const publisher = new Publisher(kafka, '/stopsms/inbound-mo', new SystemClock());
  await publisher.connect();
  const rows = plan.withRows ? await ledgerRows(plan.databaseUrl) : undefined;
  const publish = async (settled: Receipt[]) => {
    await publisher.publish(
      receipts,
      settled.map((value) => ({ key: value.recipientKey, value })),
    );
    await rows?.add(settled);
  };
  const { store } = plan;
  const join =
    store === 'postgres'
      ? await postgresJoin(plan.databaseUrl, publisher)
      : await partitionedJoin({ store, dir: plan.dir, lingerMs: plan.gather }, kafka, publisher, publish);
  // The compiler works before the measurement.
  await load(join, makeWork(Math.min(3_000, plan.messages), plan.batch), plan);
  const works = makeWork(plan.messages, plan.batch);
  globalThis.gc?.();
  process.stdout.write('ready\n');
  await line();
  const [cpu, written, startedAt] = [process.cpuUsage(), writtenBytes(), performance.now()];
  await load(join, works, plan);
  await rows?.flush();
  const { user, system } = process.cpuUsage(cpu);
  const cost: SubjectCost = {
    cpuSeconds: (user + system) / 1e6,
    writtenBytes: writtenBytes() - written,
    seconds: (performance.now() - startedAt) / 1_000,
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
  await line();
  await join.close();
  await rows?.close();
  await publisher.disconnect();
  process.exit(0);
}

let offset = 0;

async function load(join: Join, works: readonly Work[], { batch, rate }: SubjectPlan): Promise<void> {
  const everyMs = (1_000 * batch) / rate;
  const lag = Math.max(1, Math.round(RECEIPT_AFTER_MS / everyMs));
  const receiptBatches = scattered(works);
  const startedAt = performance.now();
  const acknowledged: Promise<void>[] = [];
  for (let n = 0; n < works.length + lag; n += 1) {
    const [sent, reported] = [works[n], works[n - lag]];
    offset += 1;
    if (sent) {
      const { partition } = sent;
      await join.begun({ partition, offset, values: sent.begun });
      await join.submitted({ partition, offset, values: sent.submitted });
    }
    if (reported) {
      const { partition } = reported;
      acknowledged.push(join.receipts({ partition, offset, values: receiptBatches[n - lag] ?? [] }));
      const keys = reported.submitted.flatMap(({ recipientKey }, i) => (i % REPLIES_EVERY === 0 ? [recipientKey] : []));
      const found = await join.sendsTo(partition, keys);
      if (found !== keys.length) throw new Error(`${found} texts found of ${keys.length} recipients`);
    }
    const wait = startedAt + (n + 1) * everyMs - performance.now();
    if (wait > 0) await delay(wait);
  }
  await Promise.all(acknowledged);
  await join.drained();
}

void run(JSON.parse(process.argv[2] ?? '') as SubjectPlan);
