import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { Instant, OneOf, Uuid } from '../fields';

// The few statuses of the service lane again, so that their requester need not read all statuses.
export const serviceStatus = defineTopic({
  name: 'dispatcher.service-status.v1',
  description: 'Outcome of the submission of each confirmation and answer to the operator.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('message'),
    status: OneOf('submitted', 'blocked', 'rejected', 'expired', 'unknown'),
    code: Type.Optional(Type.String({ description: 'reason code, docs/reason-codes.md' })),
    at: Instant('happened'),
  }),
  cleanup: days(30),
});
export type ServiceStatus = ValueOf<typeof serviceStatus>;
