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
  let first: { at: number; written: number; cpu: number } | undefined;
  for (;;) {
    const written = await writtenSince(admin, topic, from);
    const at = performance.now();
    if (written > 0) first ??= { at, written, cpu: used() };
    if (first && written >= adverts * times) {
      const handled = (written - first.written) / times;
      return { perSecond: (1_000 * handled) / (at - first.at), cpuMicros: (1e6 * (used() - first.cpu)) / handled };
    }
    if (at > deadline) throw new Error(`${topic} has ${written} of ${adverts * times} records, and gets no more`);
    await delay(LOOK_EVERY_MS);
  }
}
