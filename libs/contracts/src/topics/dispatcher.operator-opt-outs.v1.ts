import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, RecipientKey, Uuid } from '../fields';

// The few statuses of this kind, so that suppression need not read all.
export const operatorOptOuts = defineTopic({
  name: 'dispatcher.operator-opt-outs.v1',
  description: 'Refusal of a message by an operator because the recipient opted out there.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('message'),
    advertiserId: AdvertiserId,
    recipientKey: RecipientKey,
    provider: Type.String(),
    at: Instant('happened'),
  }),
  cleanup: days(30),
});
export type OperatorOptOut = ValueOf<typeof operatorOptOuts>;
