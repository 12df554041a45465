import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { processorSeconds } from '../product/processor-time';
import { type Ends, writtenSince } from '../product/topic-ends';

const LOOK_EVERY_MS = 25;
const PATIENCE_MS = 120_000;

export interface Throughput {
  /** Adverts a second, from the first record seen on the topic to the last. */
  perSecond: number;
  /** Processor time of the program meanwhile, for each advert. */
  cpuMicros: number;
}

/** Watches a topic until `adverts` × `times` records have been written on it by the program `pid`. */
export async function throughputOf(
  admin: Admin,
  topic: string,
  from: Ends,
  { adverts, times, pid }: { adverts: number; times: number; pid: number },
): Promise<Throughput> {
  const used = () => processorSeconds({ pid })['pid'] ?? 0;
  const deadline = performance.now() + PATIENCE_MS;
  const all = adverts * times;
  let none = { at: performance.now(), written: 0, cpu: used() };
  let first: typeof none | undefined;
  for (;;) {
    const written = await writtenSince(admin, topic, from);
    const at = performance.now();
    if (written === 0) none = { at, written, cpu: used() };
    // So few that all came between two looks are counted from the look before.
    else first ??= written >= all ? none : { at, written, cpu: used() };
    if (first && written >= all) {
      const handled = (written - first.written) / times;
      return { perSecond: (1_000 * handled) / (at - first.at), cpuMicros: (1e6 * (used() - first.cpu)) / handled };
    }
    if (at > deadline) throw new Error(`${topic} has ${written} of ${all} records, and gets no more`);
    await delay(LOOK_EVERY_MS);
  }
}
