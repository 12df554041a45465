import { type SmsRequested, gatewayRequests } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { gatewayRequests };

/** The event id is the message's: a record that is published twice is one request. */
export const requestRecord = (value: SmsRequested): Outgoing<SmsRequested> => ({
  key: value.id,
  value,
  eventId: value.id,
});
