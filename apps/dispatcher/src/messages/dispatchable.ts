import { type AdvertiserDirectory, providersOf } from '@stopsms/advertisers';
import type { ClearedMessage, NotificationMessage } from '@stopsms/contracts';
import { readPhone } from '@stopsms/kernel';
import type { Message } from '@stopsms/messaging';
import type { Lane } from '../lanes';

/** Message of any lane, whatever topic it came from. */
export interface Dispatchable {
  lane: Lane;
  messageId: string;
  attempt: number;
  advertiserId: string | null;
  campaignId?: string;
  recipientKey: string;
  to: string;
  /** ISO 3166 alpha-2 of the recipient's numbering plan; decides the route. */
  region: string;
  text: string;
  sender: string;
  /** Operators that are enabled for the sender; any if absent. */
  enabled?: readonly string[];
  /** Scopes whose opt-outs block it; none for the service lane. */
  scopes: readonly string[];
  windowClosesAt?: number;
  expiresAt?: number;
  unsubscribeToken?: string;
  /** ISO 639-1 of the text, if it has an unsubscribe link and its language is clear. */
  language?: string;
  /** Position of the opt-out topic that the view must have passed before a confirmation is sent. */
  after?: { partition: number; offset: string };
  /** Partition in the lane; the journal of its recipient has the same. */
  partition: number;
  traceparent: string;
  /** False once the partition was assigned to another dispatcher since this was fetched, even if it was assigned back. */
  isOurs: () => boolean;
  /**
   * True if this replica published it as unknown and nothing was written: no other replica may send it, whichever has its
   * partition.
   */
  isInDoubt?: boolean;
}

export function fromCleared(
  message: Message<ClearedMessage>,
  lane: 'marketing' | 'informative',
  directory: AdvertiserDirectory,
): Dispatchable {
  const { value, partition, traceparent, isOurs } = message;
  const advertiser = directory.get(value.advertiserId);
  const enabled = advertiser && providersOf(advertiser, value.sender, value.region);
  // Field by field: a copy by `...` of this many messages takes longer than all vetoes.
  const { messageId, attempt, advertiserId, recipientKey, to, region, text, sender, scopes } = value;
  const { campaignId, windowClosesAt, expiresAt, unsubscribeToken, language } = value;
  const dispatchable: Dispatchable = {
    lane,
    messageId,
    attempt,
    advertiserId,
    recipientKey,
    to,
    region,
    text,
    sender,
    scopes,
    partition,
    traceparent,
    isOurs,
  };
  if (campaignId !== undefined) dispatchable.campaignId = campaignId;
  if (enabled !== undefined) dispatchable.enabled = enabled;
  if (windowClosesAt !== undefined) dispatchable.windowClosesAt = windowClosesAt;
  if (expiresAt !== undefined) dispatchable.expiresAt = expiresAt;
  if (unsubscribeToken !== undefined) dispatchable.unsubscribeToken = unsubscribeToken;
  if (language !== undefined) dispatchable.language = language;
  return dispatchable;
}

export function fromNotification({
  value,
  partition,
  traceparent,
  isOurs,
}: Message<NotificationMessage>): Dispatchable {
  const read = readPhone(value.to, 'FR');
  // A number that cannot be parsed never gets here; if one does, the default route takes it.
  const region = read.ok ? read.value.region : '';
  return { ...value, region, lane: 'service', attempt: 1, scopes: [], partition, traceparent, isOurs };
}

/** Key of one attempt of one message, which is dispatched once. */
export const dispatchKey = ({ messageId, attempt }: Pick<Dispatchable, 'messageId' | 'attempt'>): string =>
  `${messageId}:${attempt}`;
