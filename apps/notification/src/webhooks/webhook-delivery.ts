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
/** A number waits no longer than this for a secret to be set (docs/law/retention.md#how-long: clear numbers, 30 days). */
export const HELD_FOR_MS = 30 * 86_400_000;

/** That an opt-out began, was repeated or ended. */
export interface OptOutTold {
  type: 'opt-out.changed';
  change: string;
  scope: string;
  source: string;
  recipientKey: string;
  msisdn: string | null;
  data: null;
}

/** About the advertiser itself: no person is in it. */
export interface QuotaTold {
  type: 'quota.reached';
  change: null;
  scope: null;
  source: null;
  recipientKey: null;
  msisdn: null;
  data: {
    period: 'day' | 'month';
    percent: number;
    limit: number;
    used: number;
    periodStartsAt: string;
    periodEndsAt: string;
  };
}

/** One call to one advertiser about one change. */
export type WebhookDelivery = Call & (OptOutTold | QuotaTold);

interface Call {
  /** Or of the event, where nothing changed. */
  changeId: string;
  advertiserId: string;
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
  const { type, happenedAt } = delivery;
  return { type, timestamp: happenedAt.toISOString(), data: dataOf(delivery, pseudonyms) };
}

function dataOf(delivery: WebhookDelivery, pseudonyms: Pseudonyms): object {
  const { advertiserId } = delivery;
  if (delivery.type === 'quota.reached') return { advertiserId, ...delivery.data };
  const { change, scope, source, msisdn } = delivery;
  const recipientKey = pseudonyms.of(delivery.recipientKey, advertiserId);
  return { change, advertiserId, scope, recipientKey, ...(msisdn === null ? {} : { msisdn }), source };
}
