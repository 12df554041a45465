import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Country, Instant, Msisdn, OneOf, RecipientKey, Uuid } from '../fields';

/** Tiers of a reply that opts out, surest first. @see docs/design/replies.md#tiers */
const OPT_OUT_TIERS = ['exact', 'clear', 'likely'] as const;
/** Request of the sender of a reply, as classified. @see docs/design/replies.md#tiers */
export const REPLY_TIERS = [...OPT_OUT_TIERS, 'none', 'contact', 'help', 'start', 'report'] as const;
export type ReplyTier = (typeof REPLY_TIERS)[number];
export type OptOutTier = (typeof OPT_OUT_TIERS)[number];

/** True if a reply of this tier blocks adverts at once. */
export const optsOut = (tier: ReplyTier): tier is OptOutTier => (OPT_OUT_TIERS as readonly ReplyTier[]).includes(tier);

export const replies = defineTopic({
  name: 'inbound-mo.replies.v1',
  description: 'A classified reply with its advertiser; also an opt-out on the unsubscribe page.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    replyId: Uuid('of the MO, or of the press of the unsubscribe page’s button'),
    recipientKey: RecipientKey,
    // Absent when a person whose data was erased uses an old unsubscribe link: the key still opts out.
    msisdn: Type.Optional(Msisdn),
    region: Country,
    channel: OneOf('sms', 'web'),
    code: Type.String({ description: 'short code to which the reply was sent; empty for the web page' }),
    // A wish to receive texts again that is no keyword is `none` until a person decides, so that nobody takes it for a START.
    tier: OneOf(...REPLY_TIERS),
    reason: Type.String({ description: 'reason for the classification, as evidence without the text' }),
    about: Type.Optional(
      Type.Literal('wrong-person', {
        description: 'statement that another person now has the number; absent in doubt',
      }),
    ),
    keyword: Type.Optional(Type.String()),
    everyAdvertiser: Type.Boolean({
      description: 'true for STOP ALL: an opt-out from every advertiser of the platform',
    }),
    advertisers: Type.Array(
      Type.Object({
        advertiserId: AdvertiserId,
        confidence: Type.Number({ minimum: 0, maximum: 1 }),
        evidence: Type.String(),
      }),
    ),
    attributed: Type.Boolean({ description: 'false if no recent message shows which advertiser the person means' }),
    textedBy: Type.Optional(
      Type.Array(AdvertiserId, {
        description: 'advertisers whose messages were recently sent to this number, addressed or not',
      }),
    ),
    // Only on a reply that opts out; any other reply with a breach is not published.
    breach: Type.Optional(OneOf('not-its-way', 'not-its-code')),
    decided: Type.Optional(
      Type.Object(
        {
          by: Type.String({
            description:
              'name of the API key or person that decided; `deadline` or `deletion` for an automatic decision',
          }),
          at: Instant('of the decision'),
          replyId: Uuid('of the reply that waited'),
        },
        {
          description:
            'decision on a reply that waited: `opt-out`, or `start` to receive texts again; `receivedAt` is that of the reply',
        },
      ),
    ),
    confirmedBy: Type.Optional(
      Type.String({ description: 'operator that answers this STOP, START or HELP itself; no answer is sent' }),
    ),
    mayBeCopy: Type.Optional(
      Type.Literal(true, { description: 'nothing shows that it is new: it prolongs no consent' }),
    ),
    receivedAt: Instant('received, as the operator dates it where it does'),
    acceptedAt: Type.Optional(
      Instant('accepted, by the clock of the platform; grows from reply to reply of one person'),
    ),
  }),
  cleanup: days(30),
});
export type Reply = ValueOf<typeof replies>;
