import { Injectable } from '@nestjs/common';
import { Clock, storableText } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { optsOut } from '@stopsms/reply-reader';
import { type Reply, replies, replyRecord } from '../produces/inbound-mo.replies.v1';
import { PublishGatewayReplies } from './gateway/publish-gateway-replies';
import { NO_OPERATOR_ID, REPLIES, REPLIES_SQL } from './replies.store';
import { type PossibleRequest, QueueUnclassified } from './unclassified/queue-unclassified';

export interface StoredReply {
  reply: Reply;
  /** Absent for the unsubscribe page. */
  provider?: string;
  text?: string;
  /** A person must decide what it asks for. */
  unclassified?: PossibleRequest;
  /** Id and date that the operator gives a START: it is recognised by them for as long as the reply is kept. */
  start?: { operatorId?: string; datedAt?: number };
  /** True for a repetition: it is stored, and not published. */
  isRepetition?: boolean;
  traceparent?: string;
}

/** Replies that were not stored before. */
export interface NewReplies {
  published: Reply[];
  /** Queued for a person. */
  unclassified: { reply: Reply; unclassified: PossibleRequest }[];
}

/**
 * Stores replies and queues their events in the caller's transaction, and unclassified ones for a person; a stored reply is not changed. A
 * text that its provider may not deliver counts only if it opts out, or may.
 */
@Injectable()
export class StoreReplies {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly queueUnclassified: QueueUnclassified,
    private readonly publishGatewayReplies: PublishGatewayReplies,
  ) {}

  async execute(tx: Tx, stored: StoredReply[]): Promise<NewReplies> {
    if (stored.length === 0) return { published: [], unclassified: [] };
    const readAt = this.clock.now();
    const fresh = await tx.query(
      REPLIES_SQL.store,
      REPLIES.of(stored, (each) => ({
        ...toRow(each, readAt),
        toGateway: this.publishGatewayReplies.advertisersOf(each).length > 0,
      })),
    );
    const isFresh = new Set(fresh.map(({ id }) => id));
    const counting = stored.filter(({ reply, isRepetition = false }) => isFresh.delete(reply.replyId) && !isRepetition);
    const emitted = counting.filter(({ reply }) => !reply.breach || optsOut(reply.tier));
    const unclassified = counting.flatMap(({ unclassified: request, ...each }) =>
      request && (!each.reply.breach || request.asksFor === 'stop') ? [{ ...each, unclassified: request }] : [],
    );
    await this.outbox.add(
      tx,
      replies,
      emitted.map(({ reply, traceparent }) => replyRecord(reply, traceparent)),
    );
    await this.publishGatewayReplies.execute(tx, emitted);
    await this.queueUnclassified.execute(tx, unclassified);
    return { published: emitted.map(({ reply }) => reply), unclassified };
  }
}

const toRow = ({ reply, provider, text, start }: StoredReply, readAt: number) => ({
  ...reply,
  ...{ id: reply.replyId, provider: provider ?? null, readAt },
  code: storableText(reply.code),
  msisdn: reply.msisdn ?? null,
  text: text === undefined ? null : storableText(text),
  reason: storableText(reply.reason),
  keyword: reply.keyword ?? null,
  advertisers: JSON.stringify(reply.advertisers),
  acceptedAt: reply.acceptedAt ?? null,
  operatorId: start || reply.tier === 'start' ? (start?.operatorId ?? NO_OPERATOR_ID) : null,
  datedAt: start?.datedAt ?? null,
});
