import { type NotificationMessage, notificationMessages } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { notificationMessages };

/** The event id is the message's, so that a record the relay sends twice is known for one. */
export const messageRecord = (message: NotificationMessage, traceparent: string): Outgoing<NotificationMessage> => ({
  key: message.recipientKey,
  value: message,
  eventId: message.messageId,
  traceparent,
});
