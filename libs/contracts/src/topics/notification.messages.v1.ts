import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, Msisdn, Nullable, OneOf, Position, RecipientKey, Uuid } from '../fields';

// The service lane: responds to a person's own action, despite an opt-out and at any hour (rules: af2m 2026).
export const notificationMessages = defineTopic({
  name: 'notification.messages.v1',
  description: 'Confirmations and answers to CONTACT and HELP.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('one per episode or answer'),
    kind: OneOf('confirmation', 'contact', 'help'),
    advertiserId: Nullable(AdvertiserId),
    recipientKey: RecipientKey,
    to: Msisdn,
    text: Type.String(),
    sender: Type.String({ description: 'code that received the reply, or else the usual sender' }),
    after: Type.Optional(
      Type.Object(Position.properties, {
        description: 'position in suppression.opt-outs.v1 that the view must have passed',
      }),
    ),
    expiresAt: Instant('time from which the message is no longer sent'),
    at: Instant('asked'),
  }),
  cleanup: days(3),
});
export type NotificationMessage = ValueOf<typeof notificationMessages>;
