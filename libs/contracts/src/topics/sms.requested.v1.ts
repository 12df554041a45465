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
      Type.String({ maxLength: 16, description: 'sender ID or short code; by default the account’s sender' }),
    ),
    campaignId: Type.Optional(Uuid('campaign of this advertiser, started in campaign')),
    group: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'publisher’s name for messages of one kind, which are reviewed once; not a campaign',
      }),
    ),
    notBefore: Type.Optional(Instant('time until which the message is held')),
    expiresAt: Type.Optional(Instant('time from which the message is no longer sent')),
    mention: Type.Optional(OneOf('require', 'insert')),
    whenCapped: Type.Optional({
      ...OneOf('refuse', 'hold'),
      description:
        'handling of an advert to a recipient who has reached a frequency cap (CAP_REACHED): refused (default), or held until the cap allows it',
    }),
  }),
  cleanup: days(3),
});
export type SmsRequested = ValueOf<typeof smsRequested>;
