/**
 * Returns the backoff of a failed attempt in ms: doubling from `firstMs` to `maxMs`, half of it random, so that a receiver that
 * is up again does not get all attempts at once.
 * @param attempts - failed attempts, from 1
 * @param random - from 0 to 1
 */
export function retryDelayMs(attempts: number, random: number, firstMs = 1_000, maxMs = 3_600_000): number {
  const full = Math.min(firstMs * 2 ** (attempts - 1), maxMs);
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * State of a row after a failed attempt: pending until the next attempt, or failed if that would come after `giveUpAt`.
 * @param minMs - pause that the receiver requests
 */
export function afterFailure({ attempts, giveUpAt }: { attempts: number; giveUpAt: Date }, now: number, minMs = 0) {
  const nextAt = now + Math.max(retryDelayMs(attempts + 1, Math.random()), minMs);
  return { nextAt, state: nextAt > giveUpAt.getTime() ? 'failed' : 'pending' } as const;
}
