import { createHmac } from 'node:crypto';

/**
 * Value of the header `stopsms-signature`: `t=<epoch s>,v1=<hex>`, where v1 is the HMAC-SHA256, with the shared secret, of
 * the time, a full stop and the body's bytes. A receiver recomputes it, compares in constant time, and refuses an old
 * `t`, so that nobody can invent or replay a call.
 */
export function webhookSignature(secret: string, body: string, epochMs: number): string {
  const seconds = Math.floor(epochMs / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
