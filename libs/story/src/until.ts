import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 100;

/**
 * Asks again until `look` gives something.
 * @throws Error with the sentence and the last thing seen
 */
export async function until<R>(sentence: string, look: () => Promise<R | undefined>, timeoutMs = 120_000): Promise<R> {
  const deadline = Date.now() + timeoutMs;
  let seen: unknown = 'nothing';
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      // A part may be restarting while the story is told; the last fault is in the message if it stays.
      seen = error instanceof Error ? error.message : error;
    }
    if (Date.now() > deadline)
      throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${sentence}. Last fault: ${String(seen)}`);
    await pause(EVERY_MS);
  }
}
