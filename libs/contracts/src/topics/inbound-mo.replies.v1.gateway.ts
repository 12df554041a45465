import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, Msisdn, OneOf, Uuid } from '../fields';

/**
 * Replies for systems of advertisers, with number and text: those that were attributed to an advertiser with an account at the gateway, and
 * nothing of others. The gateway faces the Internet, so it reads no other topic with numbers (docs/security.md). inbound-mo takes the
 * advertisers from the file of accounts, not from the gateway: a gateway that somebody took over cannot ask for more.
 */
export const gatewayReplies = defineTopic({
  name: 'inbound-mo.replies.v1.gateway',
  description: 'A reply to an advertiser with an account at the gateway, or the erasure of one.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    kind: OneOf('reply', 'erased'),
    replyId: Uuid('reply'),
    reply: Type.Optional(
      Type.Object(
        {
          msisdn: Msisdn,
          code: Type.String({ description: 'short code or number to which the text was sent' }),
          text: Type.String({ description: 'complete text' }),
          advertiserIds: Type.Array(AdvertiserId, {
            minItems: 1,
            description: 'advertisers with an account to whom the reply is addressed',
          }),
          receivedAt: Instant('received, as the operator dates it where it does'),
        },
        { description: 'the reply; absent with `erased`, after an erasure at the person’s request' },
      ),
    ),
  }),
  // As long as the gateway remembers which replies it has queued, and no longer than it keeps them for a system.
  cleanup: days(30),
});
export type GatewayReply = ValueOf<typeof gatewayReplies>;
