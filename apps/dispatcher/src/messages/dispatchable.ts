import type { ClearedMessage, NotificationMessage } from '@stopsms/contracts';
import { readPhone } from '@stopsms/kernel';
import type { Message } from '@stopsms/messaging';
import type { Lane } from '../lanes';

/** What the lanes have in common, whatever topic a message came from. */
export interface Dispatchable {
  lane: Lane;
  messageId: string;
  attempt: number;
  advertiserId: string | null;
  campaignId?: string;
  recipientKey: string;
  to: string;
  /** ISO 3166 alpha-2 of the recipient's numbering plan; decides who is asked to deliver. */
  region: string;
  text: string;
  sender: string;
  /** Opt-outs from any of these block it; none for the service lane. */
  scopes: readonly string[];
  windowClosesAt?: number;
  expiresAt?: number;
  unsubscribeToken?: string;
  /** ISO 639-1 of the text, if it has an unsubscribe link and there is no doubt. */
  language?: string;
  /** A confirmation waits until the view has passed this position of the opt-out topic. */
  after?: { partition: number; offset: string };
  /** Of the lane; the journal of its recipient has the same. */
  partition: number;
  traceparent: string;
  /** False once the partition went to another dispatcher since this was fetched, even if it has come back. */
  isOurs: () => boolean;
  /** We told it unknown and nothing was written: nobody else may send it, whoever has its partition now. */
  isOurDoubt?: boolean;
}

export function fromCleared(message: Message<ClearedMessage>, lane: 'marketing' | 'informative'): Dispatchable {
  const { value, partition, traceparent, isOurs } = message;
  return { ...value, lane, partition, traceparent, isOurs };
}

export function fromNotification({
  value,
  partition,
  traceparent,
  isOurs,
}: Message<NotificationMessage>): Dispatchable {
  const read = readPhone(value.to, 'FR');
  // A number that could not be read would never have got here; if one does, the default route takes it.
  const region = read.ok ? read.value.region : '';
  return { ...value, region, lane: 'service', attempt: 1, scopes: [], partition, traceparent, isOurs };
}

/** The same attempt of the same message is dispatched once. */
export const dispatchKey = ({ messageId, attempt }: Pick<Dispatchable, 'messageId' | 'attempt'>): string =>
  `${messageId}:${attempt}`;
