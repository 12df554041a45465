import { deterministicId } from '@stopsms/kernel';

export const WEBHOOK_SETTINGS = Symbol('webhook settings');

export interface WebhookSettings {
  /** Absent: nothing can be signed, so nothing is sent. */
  secret: string | undefined;
  /** Whether a webhook may name a machine of a private network. */
  allowPrivate: boolean;
}

export const NO_SECRET = 'WEBHOOK_SIGNING_SECRET is not set: the call cannot be signed and waits';
/** After a day a receiver is told nothing more; the list can still be read through the suppression API. */
export const RETRY_FOR_MS = 86_400_000;
/** A number waits no longer than this for a secret to be set (rules.md 11: clear numbers, 30 days). */
export const HELD_FOR_MS = 30 * 86_400_000;

/** One call to one advertiser about one change. */
export interface WebhookDelivery {
  changeId: string;
  advertiserId: string;
  change: string;
  scope: string;
  source: string;
  recipientKey: string;
  msisdn: string | null;
  happenedAt: Date;
  traceparent: string;
  attempts: number;
  giveUpAt: Date;
}

/** Names the call, the same at each attempt: a receiver that has seen it may ignore it. */
export const deliveryIdOf = (changeId: string, advertiserId: string): string =>
  deterministicId('webhook', changeId, advertiserId);

/**
 * What the advertiser receives. The number is in it for an advertiser that has it already, because that is how it knows its
 * customer and it must clean its own files (GDPR 19); it goes to nobody else.
 */
export function webhookPayload(delivery: WebhookDelivery): object {
  const { changeId, advertiserId, change, scope, source, recipientKey, msisdn, happenedAt } = delivery;
  return {
    id: deliveryIdOf(changeId, advertiserId),
    event: 'opt-out',
    change,
    advertiserId,
    scope,
    recipientKey,
    ...(msisdn === null ? {} : { msisdn }),
    source,
    at: happenedAt.toISOString(),
  };
}
