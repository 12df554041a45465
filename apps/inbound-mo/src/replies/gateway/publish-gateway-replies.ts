import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { gatewayReplies, gatewayReplyRecord } from '../../produces/inbound-mo.replies.v1.gateway';
import type { Reply } from '../../produces/inbound-mo.replies.v1';
import { GatewayAdvertisers } from './gateway-advertisers';

interface TextedReply {
  reply: Reply;
  text?: string;
  isRepetition?: boolean;
}

/**
 * Publishes replies for the gateway, in the caller's transaction: those that were attributed to advertisers with an account, and to nobody
 * else. A person's decision about a reply is not published: the reply itself was.
 */
@Injectable()
export class PublishGatewayReplies {
  constructor(
    private readonly outbox: Outbox,
    private readonly advertisers: GatewayAdvertisers,
  ) {}

  /** Returns the advertisers for which the gateway gets this reply; none if it does not get it. */
  advertisersOf({ reply, text, isRepetition = false }: TextedReply): string[] {
    const isForwarded = isForItsAdvertisers(reply) && text !== undefined && !isRepetition;
    return isForwarded
      ? reply.advertisers.flatMap(({ advertiserId: id }) => (this.advertisers.has(id) ? [id] : []))
      : [];
  }

  async execute(tx: Tx, replies: readonly TextedReply[]): Promise<void> {
    const records = replies.flatMap((texted) => {
      const { replyId, recipientKey, msisdn, code, receivedAt } = texted.reply;
      const { text } = texted;
      const advertiserIds = this.advertisersOf(texted);
      if (advertiserIds.length === 0 || msisdn === undefined || text === undefined) return [];
      const value = { kind: 'reply' as const, replyId, reply: { msisdn, code, text, advertiserIds, receivedAt } };
      return [gatewayReplyRecord(recipientKey, value)];
    });
    await this.outbox.add(tx, gatewayReplies, records);
  }

  /** Publishes that these replies, which the gateway got, are erased. */
  async erase(tx: Tx, replies: readonly { replyId: string; recipientKey: string }[]): Promise<void> {
    const records = replies.map(({ replyId, recipientKey }) =>
      gatewayReplyRecord(recipientKey, { kind: 'erased', replyId }),
    );
    await this.outbox.add(tx, gatewayReplies, records);
  }
}

const isForItsAdvertisers = ({ channel, attributed, breach, decided }: Reply): boolean =>
  channel === 'sms' && attributed && breach === undefined && decided === undefined;
