import { type Pseudonyms, type SecretSeal, deterministicId } from '@stopsms/kernel';

export const WEBHOOK_SETTINGS = Symbol('webhook settings');

export interface WebhookSettings {
  /** Opens advertisers' secrets. Absent: nothing can be signed, so nothing is sent. */
  seal: SecretSeal | undefined;
  /** True if a webhook may lead to a private network. */
  allowPrivate: boolean;
  /** True if webhooks are called by HTTPS alone: always in production mode. */
  needTls: boolean;
}

/** Retries end after a day; the list can still be read through the suppression API. */
export const RETRY_FOR_MS = 86_400_000;
/** A number waits no longer than this for a secret to be set (docs/law/retention.md#how-long: clear numbers, 30 days). */
export const HELD_FOR_MS = 30 * 86_400_000;

/** An opt-out that began, was repeated or ended. */
export interface OptOutContent {
  type: 'opt-out.changed';
  change: string;
  scope: string;
  source: string;
  recipientKey: string;
  msisdn: string | null;
  data: null;
}

/** A quota of the advertiser that was reached: it names no person. */
export interface QuotaContent {
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

/** One event to send to advertisers; `at` in epoch ms. */
export type WebhookEvent = (OptOutContent | QuotaContent) &
  Pick<WebhookDelivery, 'changeId' | 'traceparent'> & { at: number };

/** One call to one advertiser about one change. */
export type WebhookDelivery = Call & (OptOutContent | QuotaContent);

interface Call {
  /** Id of the change, or of the event where nothing changed. */
  changeId: string;
  advertiserId: string;
  happenedAt: Date;
  traceparent: string;
  attempts: number;
  giveUpAt: Date;
}

/** Id of the call, the same at each attempt: a receiver that has seen it may ignore it. */
export const deliveryIdOf = (changeId: string, advertiserId: string): string =>
  deterministicId('webhook', changeId, advertiserId);

/**
 * Body of the call, as Standard Webhooks specifies. It has the number for an advertiser that has it already, which identifies its
 * customer by it and must update its own files (GDPR 19), and for no other. `recipientKey` is the advertiser's own pseudonym of the
 * recipient, so that two advertisers cannot match theirs.
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
