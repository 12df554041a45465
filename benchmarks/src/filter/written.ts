import { messagesIn, readRange } from '@stopsms/messaging';
import type { Kafka } from 'kafkajs';
import { processorSeconds } from '../product/processor-time';
import type { Ends } from '../product/topic-ends';

const PATIENCE_MS = 120_000;

export interface Throughput {
  /** Adverts a second, from the first record seen on the topic to the last. */
  perSecond: number;
  /** Processor time of the program meanwhile, for each advert. */
  cpuMicros: number;
}

/** Watches a topic until `adverts` × `times` messages have been written on it by the program `pid`. */
export async function throughputOf(
  kafka: Kafka,
  topic: string,
  from: Ends,
  { adverts, times, pid, missing = 0 }: { adverts: number; times: number; pid: number; missing?: number },
): Promise<Throughput> {
  const used = () => processorSeconds({ pid })['pid'] ?? 0;
  const deadline = performance.now() + PATIENCE_MS;
  const all = adverts * times - missing;
  let written = 0;
  let first: { at: number; written: number; cpu: number } | undefined;
  const isDone = () => written >= all || performance.now() > deadline;
  await readRange(
    kafka,
    'benchmark',
    topic,
    from,
    (_, record) => {
      written += messagesIn(record);
      first ??= { at: performance.now(), written, cpu: used() };
    },
    isDone,
  );
  if (!first || written < all)
    throw new Error(`${topic} has ${written} of ${adverts * times} messages, and gets no more`);
  const handled = Math.max(1, written - first.written) / times;
  return {
    perSecond: (1_000 * handled) / Math.max(1, performance.now() - first.at),
    cpuMicros: (1e6 * (used() - first.cpu)) / handled,
  };
}
