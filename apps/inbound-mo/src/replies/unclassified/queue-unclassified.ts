import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { columns } from '../../columns';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';

/** Replies of one person that the queue shows at a time: who goes on writing what nobody can read must not fill it. */
export const MAX_SHOWN = 5;

/** Decision that a reply waits for. */
export interface Waiting {
  asksFor: 'stop' | 'start';
  /** Certainty of the weights that it asks to stop: 0 to 1. */
  certainty?: number;
}

export interface UnclassifiedReply {
  reply: Reply;
  waiting: Waiting;
  traceparent?: string;
}

/** Puts replies that a person must decide in the queue, in the transaction that keeps them. */
@Injectable()
export class QueueUnclassified {
  constructor(
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
  ) {}

  /** One statement, for a thousand as for one. Beyond the first of a person, replies are shown as those are decided. */
  async execute(tx: Tx, replies: UnclassifiedReply[]): Promise<void> {
    if (replies.length === 0) return;
    const rows = replies.map(({ reply, waiting, traceparent }) => ({
      ...reply,
      ...waiting,
      traceparent,
      textedBy: reply.textedBy && JSON.stringify(reply.textedBy),
    }));
    const queued = await tx.query(
      `INSERT INTO unread_reply (reply_id, recipient_key, region, texted_by, traceparent, received_at, asks_for, certainty, breach, queued_at)
       SELECT n.id, n.key, n.region, n.texted_by, n.traceparent, to_timestamp(n.at / 1000.0), n.asks_for, n.certainty,
         n.breach, to_timestamp($10 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::float8[], $7::text[], $8::real[], $9::text[])
         AS n(id, key, region, texted_by, traceparent, at, asks_for, certainty, breach)
       ON CONFLICT (reply_id) DO NOTHING
       RETURNING 1`,
      [
        ...columns(rows, [
          'replyId',
          'recipientKey',
          'region',
          'textedBy',
          'traceparent',
          'receivedAt',
          'asksFor',
          'certainty',
          'breach',
        ]),
        this.clock.now(),
      ],
    );
    tx.afterCommit(() => this.metrics.unclassified.inc({ outcome: 'queued' }, queued.length));
  }
}
