import { setTimeout as delay } from 'node:timers/promises';
import { processorSeconds } from './processor-time';
import type { Product } from './product';
import { simulatorStats } from './simulator';

const LOOK_EVERY_MS = 100;
/** Without one more message accepted for so long, the run has failed. */
const PATIENCE_MS = 60_000;

export interface SendingRun {
  messages: number;
  perSecond: number;
  /** Processor seconds by process, that of whoever asks too. */
  cpuSeconds: Record<string, number>;
}

/** Measures from the beginning of `send` until the simulator has accepted so many more. */
export async function measureSending(
  product: Product,
  pids: Record<string, number>,
  messages: number,
  send: () => Promise<void>,
): Promise<SendingRun> {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { ...processorSeconds(pids), benchmark: (user + system) / 1e6 } as Record<string, number>;
  };
  const { accepted: before } = await simulatorStats(product);
  const [startedAt, cpu] = [performance.now(), now()];
  await Promise.all([send(), untilAccepted(product, before, messages)]);
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = Object.entries(now()).map(([name, value]) => [name, value - (cpu[name] ?? 0)] as const);
  return { messages, perSecond: messages / seconds, cpuSeconds: Object.fromEntries(used) };
}

async function untilAccepted(product: Product, before: number, count: number): Promise<void> {
  let [seen, seenAt] = [0, performance.now()];
  for (;;) {
    const sum = (await simulatorStats(product)).accepted - before;
    if (sum >= count) return;
    if (sum > seen) [seen, seenAt] = [sum, performance.now()];
    if (performance.now() - seenAt > PATIENCE_MS)
      throw new Error(`The simulator has ${seen} of ${count} messages, and gets no more`);
    await delay(LOOK_EVERY_MS);
  }
}
