import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from '../part';

const ATTEMPTS = 10;
const PAUSE_MS = 1000;

/**
 * Brings back what ended by itself, as an orchestrator would: a service that ends on purpose because its broker is gone for
 * good, for instance, or the broker itself, on the data it has.
 * @returns whether it runs again, by us or by somebody else; false after ten attempts, or once `isStopping`
 */
export async function bringBack(part: Part, isStopping: () => boolean, log: (line: string) => void): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await delay(PAUSE_MS);
    if (isStopping()) return false;
    if (part.isRunning) return true;
    try {
      await part.restart();
      log(`${part.name} is back`);
      return true;
    } catch (error) {
      if (isStopping()) return false;
      log(`${part.name} did not come back (attempt ${attempt} of ${ATTEMPTS}): ${(error as Error).message}`);
    }
  }
  return false;
}
