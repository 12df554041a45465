const FIRST_MS = 1_000;
const MAX_MS = 3_600_000;

/**
 * Returns the backoff of a failed webhook in ms: doubling from a second to an hour, half of it random, so that a receiver that
 * is up again does not get all calls at once.
 * @param attempts - failed attempts, from 1
 * @param random - from 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const full = Math.min(FIRST_MS * 2 ** (attempts - 1), MAX_MS);
  return Math.round(full / 2 + (full / 2) * random);
}
