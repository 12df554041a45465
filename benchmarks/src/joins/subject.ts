import 'reflect-metadata';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { SystemClock } from '@stopsms/kernel';
import { Publisher, connect } from '@stopsms/messaging';
import { createLog } from '@stopsms/service';
import type { Join } from './join';
import { postgresJoin } from './postgres-join';
import { REPLIES_EVERY, type Work, makeWork, scattered } from './workload';

export interface SubjectPlan {
  bootstrap: string;
  databaseUrl: string;
  messages: number;
  batch: number;
  rate: number;
}

export interface SubjectCost {
  cpuSeconds: number;
}

/** Receipts come so many milliseconds after their submits. */
const RECEIPT_AFTER_MS = 1_000;
/** Rounds in which inbound-mo records what was sent. */
const ROUND_MS = 300;
const line = () => once(process.stdin, 'data');

/** A program of its own: the join under a load, measured between two lines of its starter. */
async function run(plan: SubjectPlan): Promise<void> {
  const kafka = connect({ service: 'inbound-mo', brokers: [plan.bootstrap] }, createLog('bench', 'error'));
  const publisher = new Publisher(kafka, '/stopsms/inbound-mo', new SystemClock());
  await publisher.connect();
  const join = await postgresJoin(plan.databaseUrl, publisher);
  // The compiler works before the measurement.
  await load(join, makeWork(Math.min(3_000, plan.messages), plan.batch), plan);
  const works = makeWork(plan.messages, plan.batch);
  globalThis.gc?.();
  process.stdout.write('ready\n');
  await line();
  const cpu = process.cpuUsage();
  await load(join, works, plan);
  const { user, system } = process.cpuUsage(cpu);
  const cost: SubjectCost = { cpuSeconds: (user + system) / 1e6 };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
  await line();
  await join.close();
  await publisher.disconnect();
  process.exit(0);
}

async function load(join: Join, works: readonly Work[], { batch, rate }: SubjectPlan): Promise<void> {
  const everyMs = (1_000 * batch) / rate;
  const lag = Math.max(1, Math.round(RECEIPT_AFTER_MS / everyMs));
  const round = Math.max(1, Math.round(ROUND_MS / everyMs));
  const receiptBatches = scattered(works);
  const startedAt = performance.now();
  const acknowledged: Promise<void>[] = [];
  for (let n = 0; n < works.length + lag; n += 1) {
    if (n % round === 0) await record(join, works.slice(n, n + round));
    const reported = works[n - lag];
    if (reported) {
      acknowledged.push(join.receipts(receiptBatches[n - lag] ?? []));
      const keys = reported.submitted.flatMap(({ recipientKey }, i) => (i % REPLIES_EVERY === 0 ? [recipientKey] : []));
      const found = await join.sendsTo(keys);
      if (found !== keys.length) throw new Error(`${found} texts found of ${keys.length} recipients`);
    }
    const wait = startedAt + (n + 1) * everyMs - performance.now();
    if (wait > 0) await delay(wait);
  }
  await Promise.all(acknowledged);
  await join.drained();
}

/** Journal entries and statuses of a round arrive together. */
async function record(join: Join, works: readonly Work[]): Promise<void> {
  await Promise.all([
    ...works.map(({ begun }) => join.record(begun)),
    ...works.map(({ submitted }) => join.record(submitted)),
  ]);
}

void run(JSON.parse(process.argv[2] ?? '') as SubjectPlan);
