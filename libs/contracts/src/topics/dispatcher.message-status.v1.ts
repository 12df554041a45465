import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, Language, Msisdn, Nullable, OneOf, Position, RecipientKey, Uuid } from '../fields';

// Outcomes alone: messages in progress are on dispatcher.journal.v1. Old dispatchers wrote `submitting` here too, with
// `submission` and `unsubscribe`.
export const messageStatus = defineTopic({
  name: 'dispatcher.message-status.v1',
  description: 'Outcome of the submission of each cleared message to the operator.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    messageId: Uuid('message'),
    advertiserId: Nullable(AdvertiserId),
    campaignId: Type.Optional(Uuid('campaign')),
    recipientKey: RecipientKey,
    lane: OneOf('service', 'informative', 'marketing'),
    begunAt: Type.Optional(
      Instant('of what may have left: the dispatcher was about to submit it, its opt-outs known up to `view`'),
    ),
    status: OneOf('submitting', 'submitted', 'blocked', 'rejected', 'expired', 'unknown'),
    code: Type.Optional(Type.String({ description: 'reason code, docs/reason-codes.md' })),
    detail: Type.Optional(Type.String()),
    attempt: Type.Integer({ minimum: 1 }),
    provider: Type.String(),
    sender: Type.String({ description: 'sender ID or short code shown to the recipient' }),
    replyCode: Type.Optional(Type.String({ description: 'short code that receives replies to this message' })),
    smscIds: Type.Optional(Type.Array(Type.String(), { description: 'IDs at the operator of the accepted segments' })),
    parts: Type.Optional(
      Type.Integer({ minimum: 1, description: 'billed segments, as counted by the operator if it reports them' }),
    ),
    final: Type.Optional(
      Type.Object(
        {
          text: Type.Optional(
            Type.String({ description: 'text as sent; present if the provider changed it, e.g. appended a mention' }),
          ),
          parts: Type.Optional(Type.Integer({ minimum: 1 })),
          price: Type.Optional(Type.Object({ amount: Type.Number(), currency: Type.Optional(Type.String()) })),
        },
        { description: 'response of an HTTP provider to an accepted message' },
      ),
    ),
    refusal: Type.Optional(OneOf('opted-out', 'sender', 'number', 'content', 'money', 'auth', 'throttle', 'other')),
    view: Type.Optional(Position),
    textDigest: Type.Optional(
      Type.String({
        maxLength: 43,
        description:
          'digest of the text of a message with unknown outcome, for comparison with a lookup at the provider',
      }),
    ),
    submission: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'no longer written',
      }),
    ),
    unsubscribe: Type.Optional(
      Type.Object(
        { token: Type.String(), msisdn: Msisdn, language: Type.Optional(Language) },
        { description: 'no longer written' },
      ),
    ),
    at: Instant('happened'),
  }),
  cleanup: days(30),
  framedBy: 'recipientKey',
});
export type MessageStatus = ValueOf<typeof messageStatus>;

/**
 * Rank of a status by its knowledge of the outcome: 0 for `submitting`, which is no longer written, 1 for `unknown`, 2 for known
 * outcomes. A dispatcher that was frozen reports late what its successor could not know, in either order: the higher rank wins, and of
 * equal ones the first.
 */
export const knowledgeOf = (status: MessageStatus['status']): number =>
  status === 'submitting' ? 0 : status === 'unknown' ? 1 : 2;

/**
 * Codes of `expired` with which the dispatcher requeues a message instead of ending it: compliance holds it again as a new attempt,
 * and campaign counts it as held.
 */
export const REQUEUED_CODES = [
  'WINDOW_CLOSED',
  'WINDOW_ENDING',
  'CAMPAIGN_PAUSED',
  'ADVERTISER_PAUSED',
  'ROUTE_CLOSED',
  'NOT_WRITTEN',
  'KEY_CHANGED',
  'REPLY_UNREAD',
] as const;
export type RequeuedCode = (typeof REQUEUED_CODES)[number];
