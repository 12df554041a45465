import { Problem, type RateLimit } from '@stopsms/http';
import type { Response } from 'express';

/**
 * Counts one more call of a provider with receipts.
 * @param key - provider
 * @throws Problem 429 with `Retry-After`, over the limit: the provider keeps the delivery
 */
export function refuseOverLimit(limit: RateLimit, key: string, response: Response): void {
  const seconds = limit.refuses(key);
  if (seconds === undefined) return;
  response.setHeader('Retry-After', String(seconds));
  throw new Problem(
    'too-many-requests',
    `The receipts of this provider exceed WEBHOOK_RATE_PER_SECOND. Nothing was accepted. Send it again in ${seconds} s.`,
  );
}
