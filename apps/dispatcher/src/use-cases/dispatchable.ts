import type { ClearedMessage, NotificationMessage } from '@stopsms/contracts';
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
  text: string;
  sender: string;
  /** Opt-outs from any of these block it; none for the service lane. */
  scopes: readonly string[];
  windowClosesAt?: number;
  expiresAt?: number;
  unsubscribeToken?: string;
  /** A confirmation waits until the view has passed this position of the opt-out topic. */
  after?: { partition: number; offset: string };
  /** Of the lane; the journal of its recipient has the same. */
  partition: number;
  traceparent: string;
}

export function fromCleared(message: Message<ClearedMessage>, lane: 'marketing' | 'informative'): Dispatchable {
  const { value, partition, traceparent } = message;
  return { ...value, lane, partition, traceparent };
}

export function fromNotification({ value, partition, traceparent }: Message<NotificationMessage>): Dispatchable {
  return { ...value, lane: 'service', attempt: 1, scopes: [], partition, traceparent };
}

/** The same attempt of the same message is dispatched once. */
export const dispatchKey = ({ messageId, attempt }: Dispatchable): string => `${messageId}:${attempt}`;
