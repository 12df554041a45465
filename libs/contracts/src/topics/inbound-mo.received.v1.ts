import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { Instant, Msisdn, OneOf, RecipientKey, Uuid } from '../fields';

// Written with acks=all before the operator gets its answer: from then on a STOP cannot be lost.
export const moReceived = defineTopic({
  name: 'inbound-mo.received.v1',
  description: 'A text as it came from a handset, before anyone read it.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    moId: Uuid('the same MO delivered twice by the operator has the same id'),
    recipientKey: RecipientKey,
    provider: Type.String(),
    from: Msisdn,
    to: Type.String({ description: 'short code texted' }),
    text: Type.String(),
    part: Type.Optional(
      Type.Object({
        reference: Type.Integer(),
        total: Type.Integer({ minimum: 1 }),
        sequence: Type.Integer({ minimum: 1 }),
      }),
    ),
    // Its provider is not set up to deliver so, or for this code: a STOP in it counts, and nothing else.
    breach: Type.Optional(OneOf('not-its-way', 'not-its-code')),
    receivedAt: Instant('received'),
  }),
  cleanup: days(30),
});
export type MoReceived = ValueOf<typeof moReceived>;
