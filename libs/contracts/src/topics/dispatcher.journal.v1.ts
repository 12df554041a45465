import { type Static, Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, Language, Msisdn, Nullable, OneOf, Position, RecipientKey, Uuid } from '../fields';

/** One attempt of a process to submit a message. */
const Try = {
  messageId: Uuid('message'),
  attempt: Type.Integer({ minimum: 1 }),
  recipientKey: RecipientKey,
  submission: Type.String({ maxLength: 40, description: 'ID of the attempt to submit' }),
};

/** Data for a successor to report the outcome of a message that it never had, and for inbound-mo to attribute replies. */
const Begun = Type.Object({
  event: Type.Literal('begun'),
  ...Try,
  advertiserId: Nullable(AdvertiserId),
  campaignId: Type.Optional(Uuid('campaign')),
  lane: OneOf('service', 'informative', 'marketing'),
  provider: Type.String({ description: 'first operator to which the message is submitted' }),
  sender: Type.String({ description: 'sender ID or short code shown to the recipient' }),
  replyCode: Type.Optional(Type.String({ description: 'short code that receives replies to this message' })),
  view: Type.Optional(Position),
  textDigest: Type.Optional(
    Type.String({
      maxLength: 43,
      description: 'digest of the text, for comparison with a lookup at the provider',
    }),
  ),
  unsubscribe: Type.Optional(
    Type.Object(
      { token: Type.String(), msisdn: Msisdn, language: Type.Optional(Language) },
      { description: 'recipient and language of the unsubscribe page' },
    ),
  ),
  at: Instant('about to be submitted'),
});
export type Begun = Static<typeof Begun>;

const TryRequeued = Type.Object(
  { event: Type.Literal('given-back'), ...Try, at: Instant('given back') },
  { description: 'attempt that certainly submitted nothing; the owner of the partition may submit the message again' },
);
export type TryRequeued = Static<typeof TryRequeued>;

// Internal to dispatchers: durable before a message is submitted, so that after a crash messages in progress are known and never sent
// twice. Outcomes are published on dispatcher.message-status.v1 alone (decision 0039).
export const journal = defineTopic({
  name: 'dispatcher.journal.v1',
  description: 'Messages that a dispatcher is about to submit, and those that it did not submit after all.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Union([Begun, TryRequeued]),
  cleanup: days(30),
  framedBy: 'recipientKey',
});
export type JournalEntry = ValueOf<typeof journal>;
