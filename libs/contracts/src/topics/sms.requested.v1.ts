import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Category, Country, Instant, OneOf, Uuid } from '../fields';

// Campaign's topic; every other publisher writes the same records to a topic of its own (publishers.ts). Readers trust only the schema,
// and the broker's rights to write.
export const smsRequested = defineTopic({
  name: 'sms.requested.v1',
  description: 'A request for one SMS to one recipient.',
  key: { description: 'message id' },
  value: Type.Object({
    id: Uuid('message id and idempotency key: the same id twice is one SMS'),
    advertiserId: AdvertiserId,
    category: Category,
    to: Type.String({ maxLength: 64, description: 'recipient’s number: E.164, or national in `country`' }),
    country: Type.Optional(Country),
    text: Type.String({ maxLength: 10_000 }),
    sender: Type.Optional(
      Type.String({ maxLength: 16, description: 'sender ID or short code; the account’s by default' }),
    ),
    campaignId: Type.Optional(Uuid('campaign of this advertiser, started in campaign')),
    group: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'the publisher’s own name for messages of one kind, which a person reads once; no campaign',
      }),
    ),
    notBefore: Type.Optional(Instant('held until then')),
    expiresAt: Type.Optional(Instant('not sent from then on')),
    mention: Type.Optional(OneOf('require', 'insert')),
    whenCapped: Type.Optional({
      ...OneOf('refuse', 'hold'),
      description:
        'an advert to somebody who has had as many as a cap allows (CAP_REACHED) is refused, also where this is absent, or waits until one more may leave',
    }),
  }),
  cleanup: days(3),
});
export type SmsRequested = ValueOf<typeof smsRequested>;
