import { setTimeout as delay } from 'node:timers/promises';
import { messageStatus } from '@stopsms/contracts';
import type { Product } from '../product/product';
import { processorSeconds } from '../product/processor-time';
import type { Requests } from '../product/requests';
import { simulatorStats } from '../product/simulator';
import { type Ends, untilWritten } from '../product/topic-ends';
import { type Stage, markStages, stagesSince } from './stages';

const LOOK_EVERY_MS = 250;
const AT_ONCE = 1_000;
/** Without one more advert accepted for so long, the run has failed. */
const PATIENCE_MS = 60_000;

export interface Run {
  messages: number;
  /** From the first request written to the last advert accepted by the operator. */
  seconds: number;
  perSecond: number;
  /** Adverts accepted in each whole second, the first and last left out. */
  eachSecond: number[];
  cpuSeconds: Record<string, number>;
  stages: Stage[];
  marks: Map<string, Ends>;
}

/** Asks for `count` adverts as fast as Kafka takes them and waits until the operator has them all. */
export async function runPipeline(product: Product, requests: Requests, count: number): Promise<Run> {
  const marks = await markStages(product);
  const before = processorNow(product);
  const { accepted: acceptedBefore } = await simulatorStats(product);
  const startedAt = performance.now();
  const sending = requests.sendAll(count, AT_ONCE);
  sending.catch(() => undefined);
  const eachSecond = await accepted(product, acceptedBefore, count);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = processorNow(product);
  await sending;
  await statusesOf(product, marks.get(messageStatus.name) ?? new Map(), count);
  const cpuSeconds = Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  );
  const stages = await stagesSince(product, marks);
  return { messages: count, seconds, perSecond: count / seconds, eachSecond, cpuSeconds, stages, marks };
}

function processorNow({ pids }: Product): Record<string, number> {
  const { user, system } = process.cpuUsage();
  return { ...processorSeconds(pids), benchmark: (user + system) / 1e6 };
}

/** Resolves once the operator accepted `count` more; returns how many it did in each second. */
async function accepted(product: Product, before: number, count: number): Promise<number[]> {
  const eachSecond: number[] = [];
  const startedAt = performance.now();
  let [last, lastAt, seen, seenAt] = [0, startedAt, 0, startedAt];
  for (;;) {
    const now = performance.now();
    const sum = (await simulatorStats(product)).accepted - before;
    if (sum > seen) [seen, seenAt] = [sum, now];
    if (now - seenAt > PATIENCE_MS) throw new Error(`The operator has ${seen} of ${count} adverts, and gets no more`);
    if (now - lastAt >= 1_000) {
      eachSecond.push(((sum - last) * 1_000) / (now - lastAt));
      [last, lastAt] = [sum, now];
    }
    if (sum >= count) return eachSecond.slice(1);
    await delay(LOOK_EVERY_MS);
  }
}

/** `submitted` of each. */
async function statusesOf(product: Product, from: Ends, count: number): Promise<void> {
  await untilWritten(product, messageStatus.name, from, count);
}
