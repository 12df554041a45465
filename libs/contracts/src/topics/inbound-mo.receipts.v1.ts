import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, Nullable, OneOf, RecipientKey, Uuid } from '../fields';

export const receipts = defineTopic({
  name: 'inbound-mo.receipts.v1',
  description: 'A final delivery receipt (DLR), joined to its message.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('message'),
    advertiserId: Nullable(AdvertiserId),
    campaignId: Type.Optional(Uuid('campaign')),
    recipientKey: RecipientKey,
    provider: Type.String(),
    smscId: Type.String({ description: 'ID at the operator of the segment that settled the message' }),
    outcome: OneOf('delivered', 'failed'),
    stat: Type.String({ description: 'SMPP 3.4 state: DELIVRD, EXPIRED, DELETED, UNDELIV, REJECTD, UNKNOWN' }),
    error: Type.Optional(Type.String({ description: 'operator’s error code' })),
    refusal: Type.Optional(OneOf('opted-out')),
    at: Instant('happened'),
  }),
  cleanup: days(30),
  framedBy: 'recipientKey',
});
export type Receipt = ValueOf<typeof receipts>;
