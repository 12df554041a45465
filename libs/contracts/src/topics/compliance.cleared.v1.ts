import { type Static, Type } from '@sinclair/typebox';
import { days, defineTopic } from '../define-topic';
import {
  AdvertiserId,
  Category,
  Country,
  Instant,
  Language,
  Msisdn,
  PackRef,
  RecipientKey,
  Scope,
  Uuid,
} from '../fields';

const Cleared = Type.Object({
  messageId: Uuid('message'),
  advertiserId: AdvertiserId,
  campaignId: Type.Optional(Uuid('campaign')),
  category: Category,
  recipientKey: RecipientKey,
  to: Msisdn,
  region: Country,
  text: Type.String({ description: 'final text, including the STOP mention' }),
  sender: Type.String({ description: 'sender ID or short code' }),
  scopes: Type.Array(Scope, { minItems: 1, description: 'an opt-out from any of these blocks the message' }),
  attempt: Type.Integer({
    minimum: 1,
    description: 'number of the attempt; grows each time the message is held and released',
  }),
  windowClosesAt: Type.Optional(Instant('last submit instant, excluded; absent when no window applies')),
  expiresAt: Type.Optional(Instant('time from which the message is no longer sent')),
  unsubscribeToken: Type.Optional(Type.String({ description: 'token of the unsubscribe link in the text' })),
  // Only with a token, for its page. Absent in case of doubt.
  language: Type.Optional(Language),
  consentId: Type.Optional(Uuid('consent that allows it')),
  pack: PackRef,
  clearedAt: Instant('decided'),
});

// Two lanes, so that a million queued adverts never delay an appointment reminder.
export const clearedMarketing = defineTopic({
  name: 'compliance.cleared-marketing.v1',
  description: 'Adverts that may be sent, unless the recipient has opted out meanwhile.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Cleared,
  cleanup: days(3),
  framedBy: 'recipientKey',
});

export const clearedInformative = defineTopic({
  name: 'compliance.cleared-informative.v1',
  description: 'Informative messages that may be sent.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Cleared,
  cleanup: days(3),
  framedBy: 'recipientKey',
});
export type ClearedMessage = Static<typeof Cleared>;
