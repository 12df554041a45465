import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

type Truthy<T> = Exclude<T, null | undefined | false | 0 | ''>;

/** Long for a machine that does much else at the same time; a missing result is reported late, and a test that hangs is ended by its own limit. */
const PATIENCE_MS = 150_000;

/**
 * Waits for something that takes a moment, instead of sleeping and hoping.
 * `check` is repeated until it returns something truthy, which is passed on; an exception counts as "not yet", so it may hold
 * `expect` calls (return true after them).
 * @param description - the behaviour waited for, as in "confirmation reaches the handset"
 * @throws Error with `description` and the last value or error seen
 */
export async function eventually<T>(
  description: string,
  check: () => T | Promise<T>,
  { timeoutMs = PATIENCE_MS, everyMs = 50 } = {},
): Promise<Truthy<T>> {
  const startedAt = performance.now();
  let last = 'nothing';
  do {
    try {
      const value = await check();
      if (value) return value as Truthy<T>;
      last = `it gave ${inspect(value, { depth: 4 })}`;
    } catch (error) {
      last = `it threw ${error instanceof Error ? error.message : inspect(error)}`;
    }
    await delay(everyMs);
  } while (performance.now() - startedAt < timeoutMs);
  throw new Error(`Timed out after ${timeoutMs / 1000} s waiting until ${description}. Last result: ${last}`);
}
