import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type SmsRequested, smsRequested };

/** Longest text the topic takes, in UTF-16 units. */
export const MAX_TEXT_LENGTH: number = smsRequested.value.properties.text.maxLength ?? 0;

export const requestRecord = (request: SmsRequested, traceparent?: string): Outgoing<SmsRequested> => ({
  key: request.id,
  value: request,
  ...(traceparent === undefined ? {} : { traceparent }),
});
