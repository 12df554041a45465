import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, ObservedFields, OneOf, Uuid } from '../fields';

/**
 * Outcomes of the messages of one publisher, on a topic that it alone reads (`outcomesTopic`). They contain no recipient key, by which
 * it could find the person among others' messages, and nothing about messages of others.
 */
export const outcomes = defineTopic({
  name: 'compliance.outcomes.v1',
  description: 'Verdicts on a publisher’s messages, and their outcomes.',
  key: { description: 'message id' },
  value: Type.Object({
    messageId: Uuid('message'),
    advertiserId: AdvertiserId,
    kind: OneOf('verdict', 'status', 'receipt'),
    state: OneOf(
      ...(['cleared', 'held', 'released', 'refused'] as const),
      ...(['submitting', 'submitted', 'blocked', 'rejected', 'expired', 'unknown'] as const),
      ...(['delivered', 'failed'] as const),
    ),
    code: Type.Optional(Type.String({ description: 'reason code, docs/reason-codes.md' })),
    detail: Type.Optional(Type.String({ description: 'explanation of the reason and what to do' })),
    heldUntil: Type.Optional(Instant('next try of what is held')),
    attempt: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'number of the attempt; grows each time the message is held and released; absent in a receipt',
      }),
    ),
    provider: Type.Optional(Type.String({ description: 'operator of a status or a receipt' })),
    sender: Type.Optional(Type.String({ description: 'sender ID or short code shown to the recipient' })),
    parts: Type.Optional(Type.Integer({ minimum: 1 })),
    stat: Type.Optional(Type.String({ description: 'SMPP 3.4 state of a receipt' })),
    error: Type.Optional(Type.String({ description: 'operator’s error code of a receipt' })),
    ...ObservedFields,
    at: Instant('decided or happened'),
  }),
  cleanup: days(30),
  framedBy: 'messageId',
  isForOutsiders: true,
});
export type PublisherOutcome = ValueOf<typeof outcomes>;
