import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from './transient-faults';

const EVERY_MS = 200;

/** Does some work until it works, as long as what keeps it from working may pass. */
export type Patiently = <R>(work: () => Promise<R>) => Promise<R>;

/** All that is done with it shares `timeoutMs`. */
export function patientFor(timeoutMs: number): Patiently {
  const deadline = Date.now() + timeoutMs;
  return (work) => retryTransient(work, deadline - Date.now());
}

/** Right after topics were made, or a broker came back, the client's answers are stale for a moment: ask again. */
export async function retryTransient<R>(work: () => Promise<R>, timeoutMs = 20_000): Promise<R> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || Date.now() > deadline) throw error;
      await delay(EVERY_MS);
    }
  }
}
