import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { columns } from '../../adapters/columns';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';

/** Of one person: who goes on writing what nobody can read is known after a few, and must not fill the queue. */
const MOST_OPEN = 5;

export interface UnreadReply {
  reply: Reply;
  traceparent?: string;
}

/** Puts replies that the reader could not read in the queue of people, in the transaction that keeps them. */
@Injectable()
export class QueueUnread {
  constructor(private readonly metrics: InboundMoMetrics) {}

  /** One statement, for a thousand as for one; the oldest of each person first. */
  async execute(tx: Tx, unread: UnreadReply[]): Promise<void> {
    if (unread.length === 0) return;
    const rows = unread.map(({ reply, traceparent }) => ({
      ...reply,
      traceparent,
      textedBy: reply.textedBy && JSON.stringify(reply.textedBy),
    }));
    const queued = await tx.query(
      `INSERT INTO unread_reply (reply_id, recipient_key, region, texted_by, traceparent, received_at)
       SELECT id, key, region, texted_by, traceparent, to_timestamp(at / 1000.0) FROM (
         SELECT n.*, row_number() OVER (PARTITION BY n.key ORDER BY n.at, n.id)
           + (SELECT count(*) FROM unread_reply u WHERE u.recipient_key = n.key AND u.state = 'open') AS nth
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::float8[])
           AS n(id, key, region, texted_by, traceparent, at)
       ) AS numbered WHERE nth <= ${MOST_OPEN}
       ON CONFLICT (reply_id) DO NOTHING RETURNING 1`,
      columns(rows, ['replyId', 'recipientKey', 'region', 'textedBy', 'traceparent', 'receivedAt']),
    );
    tx.afterCommit(() => {
      this.metrics.unread.inc({ outcome: 'queued' }, queued.length);
      this.metrics.unread.inc({ outcome: 'passed-over' }, unread.length - queued.length);
    });
  }
}
