import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { Instant, OneOf, Uuid } from '../fields';

// The few receipts of the service lane again, so that their requester need not read those of all adverts.
export const serviceReceipts = defineTopic({
  name: 'inbound-mo.service-receipts.v1',
  description: 'A final delivery receipt (DLR) of a confirmation or answer.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('message'),
    outcome: OneOf('delivered', 'failed'),
    at: Instant('happened'),
  }),
  cleanup: days(30),
});
export type ServiceReceipt = ValueOf<typeof serviceReceipts>;
