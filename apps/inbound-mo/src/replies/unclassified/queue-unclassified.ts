import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';
import { UNCLASSIFIED_REPLIES, UNCLASSIFIED_SQL } from './unclassified.store';

/** Request that a reply may be, which a person must decide. */
export interface PossibleRequest {
  asksFor: 'stop' | 'start';
  /** Certainty of the weights that it asks to stop: 0 to 1. */
  certainty?: number;
}

interface UnclassifiedReply {
  reply: Reply;
  unclassified: PossibleRequest;
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
    const rows = UNCLASSIFIED_REPLIES.of(replies, ({ reply, unclassified, traceparent }) => ({
      ...reply,
      textedBy: reply.textedBy ? JSON.stringify(reply.textedBy) : null,
      traceparent: traceparent ?? null,
      asksFor: unclassified.asksFor,
      certainty: unclassified.certainty ?? null,
      breach: reply.breach ?? null,
    }));
    const queued = await tx.query(UNCLASSIFIED_SQL.queue, [...rows, this.clock.now()]);
    tx.afterCommit(() => this.metrics.unclassified.inc({ outcome: 'queued' }, queued.length));
  }
}
