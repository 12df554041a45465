import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Result, deterministicId, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service-kit';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';
import { StoreReplies } from '../store-replies';
import { ListUnread, type UnreadDecision, type UnreadItem } from './list-unread';

export type Judgement = Omit<UnreadDecision, 'at'>;
export type NotDecided = { code: 'UNREAD_UNKNOWN' } | { code: 'UNREAD_DECIDED'; detail: string };

type Decided = Pick<Reply, 'recipientKey' | 'region' | 'code' | 'everyAdvertiser' | 'advertisers' | 'attributed'> & {
  msisdn: string | null;
  textedBy: string[] | null;
  traceparent: string | null;
  receivedAt: number;
  acceptedAt: number | null;
};

/**
 * A person reads what the reader could not. Read as a request to stop, it goes the way of every such reply, from here on; it
 * is as old as its text, so that whoever came back since stays back.
 */
@Injectable()
export class DecideUnread {
  constructor(
    private readonly database: Database,
    private readonly storeReplies: StoreReplies,
    private readonly unread: ListUnread,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The same judgement twice is one; another one is refused, since the person may have been told that texts end. */
  async execute(id: string, judgement: Judgement): Promise<Result<UnreadItem, NotDecided>> {
    await this.database.run((tx) => this.decide(tx, id, judgement));
    const item = await this.unread.byId(id);
    if (!item) return refused({ code: 'UNREAD_UNKNOWN' });
    const { decision } = item;
    if (decision && isSame(decision, judgement)) return ok(item);
    return refused({ code: 'UNREAD_DECIDED', detail: decision ? explain(id, decision) : ERASED });
  }

  private async decide(tx: Tx, id: string, { decision, by, reason }: Judgement): Promise<void> {
    const at = this.clock.now();
    const [decided] = await tx.query<Decided>(
      `UPDATE unread_reply u SET state = $2, decided_by = $3, decided_why = $4, decided_at = to_timestamp($5 / 1000.0)
       FROM reply r WHERE u.reply_id = $1 AND r.reply_id = u.reply_id AND u.state = 'open'
       RETURNING r.recipient_key AS "recipientKey", r.msisdn, u.region, r.code, r.every_advertiser AS "everyAdvertiser",
         r.advertisers, r.attributed, u.texted_by AS "textedBy", u.traceparent,
         round(extract(epoch FROM u.received_at) * 1000)::float8 AS "receivedAt",
         round(extract(epoch FROM r.accepted_at) * 1000)::float8 AS "acceptedAt"`,
      [id, decision, by, reason, at],
    );
    if (!decided) return;
    tx.afterCommit(() => {
      this.metrics.unread.inc({ outcome: decision });
      this.log.info({ replyId: id, decision }, 'A person decided on a reply that the reader could not read');
    });
    if (decision === 'nothing') return;
    const { traceparent, ...known } = decided;
    const reply = requestOf(known, { by, at, replyId: id });
    const stored = { reply, flag: false, ...(traceparent !== null && { traceparent }) };
    const told = await this.storeReplies.execute(tx, [stored]);
    tx.afterCommit(() => this.metrics.countRead(told));
  }
}

const isSame = (one: Judgement, other: Judgement): boolean =>
  one.decision === other.decision && one.by === other.by && one.reason === other.reason;

const explain = (id: string, { decision, by, at, reason }: UnreadDecision): string =>
  `Reply ${id} was decided ${decision} by ${by} on ${at}: ${reason} A decision is not changed; to opt the person out after all use PUT /v1/opt-outs of suppression.`;

const ERASED = 'The text is deleted, and nobody can read it any more; nothing was changed.';

/** What the person wrote, as a reply that asks to stop. */
function requestOf(
  { msisdn, textedBy, acceptedAt, ...known }: Omit<Decided, 'traceparent'>,
  decided: NonNullable<Reply['decided']>,
): Reply {
  return {
    replyId: deterministicId('unread-reply-decided', decided.replyId),
    ...known,
    channel: 'sms',
    tier: 'clear',
    reason: 'a person read it as a request to stop',
    decided,
    ...(msisdn !== null && { msisdn }),
    ...(textedBy !== null && { textedBy }),
    ...(acceptedAt !== null && { acceptedAt }),
  };
}
