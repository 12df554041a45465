import { SystemClock } from '@stopsms/kernel';
import { Webhook } from 'standardwebhooks';

/** Receivers compare with their own clock, also while ours is simulated. */
const machine = new SystemClock();

/** Returns the headers of Standard Webhooks: a signature over id, time and the body as sent, one by each secret. */
export function webhookSignature(id: string, body: string, secrets: readonly string[]): Record<string, string> {
  const at = new Date(machine.now());
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
