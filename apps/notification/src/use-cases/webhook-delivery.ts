import { type Pseudonyms, type SecretSeal, deterministicId } from '@stopsms/kernel';

export const WEBHOOK_SETTINGS = Symbol('webhook settings');

export interface WebhookSettings {
  /** Opens advertisers' secrets. Absent: nothing can be signed, so nothing is sent. */
  seal: SecretSeal | undefined;
  /** Whether a webhook may name a machine of a private network. */
  allowPrivate: boolean;
  /** Whether webhooks are called by HTTPS alone: in production mode, which no setting lifts. */
  needTls: boolean;
}

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
 * What the advertiser receives, in the form of Standard Webhooks. The number is in it for an advertiser that has it already, because that is how it knows its
 * customer and it must clean its own files (GDPR 19); it goes to nobody else. `recipientKey` is its own pseudonym of the
 * recipient, so that two advertisers that compare theirs find nobody.
 */
export function webhookPayload(delivery: WebhookDelivery, pseudonyms: Pseudonyms): object {
  const { advertiserId, change, scope, source, msisdn, happenedAt } = delivery;
  const recipientKey = pseudonyms.of(delivery.recipientKey, advertiserId);
  return {
    type: 'opt-out.changed',
    timestamp: happenedAt.toISOString(),
    data: { change, advertiserId, scope, recipientKey, ...(msisdn === null ? {} : { msisdn }), source },
  };
}
