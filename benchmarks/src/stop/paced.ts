import { setTimeout as delay } from 'node:timers/promises';

/**
 * Calls `work` `perSecond` times a second, each at a random moment of its slot, so that no beat of the machine's agrees
 * with ours. A late call is made at once and none is left out.
 * @returns once all calls have been made; they may still be under way
 */
export async function paced(perSecond: number, count: number, work: (n: number) => void): Promise<void> {
  const startedAt = performance.now();
  for (let n = 0; n < count; n += 1) {
    const dueMs = startedAt + ((n + Math.random()) * 1_000) / perSecond - performance.now();
    if (dueMs > 0) await delay(dueMs);
    work(n);
  }
}
