import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from './transient-faults';

const EVERY_MS = 200;

/** Runs work until it succeeds, as long as its error may pass. */
export type Patiently = <R>(work: () => Promise<R>) => Promise<R>;

/** Returns a retrier whose calls share `timeoutMs`. */
export function patientFor(timeoutMs: number): Patiently {
  const deadline = Date.now() + timeoutMs;
  return (work) => retryTransient(work, deadline - Date.now());
}

/**
 * Retries transient errors: right after topics were created, or a broker returned, the client's metadata is stale for a
 * moment.
 */
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
