import { Inject, Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';
import { KeepQuarantines } from '../../quarantine/keep-quarantines';
import { StoreReplies } from '../store-replies';
import type { Automatic, Decision } from './list-unclassified';

export interface Settlement {
  decision: Decision;
  by: string;
  reason: string;
  /** Absent where a person decides. */
  automatic?: Automatic;
  /** Reason of the reply that is published for the decision: it names who decided. */
  replyReason: string;
}

type Settled = Pick<Reply, 'recipientKey' | 'region' | 'code' | 'everyAdvertiser' | 'advertisers' | 'attributed'> & {
  undecidedId: string;
  msisdn: string | null;
  textedBy: string[] | null;
  traceparent: string | null;
  breach: NonNullable<Reply['breach']> | null;
  receivedAt: number;
  acceptedAt: number | null;
};

/**
 * Settles replies that wait, in the caller's transaction: what was decided is published as a reply that asks for it, as old as
 * the text, so that a later reply of the same person wins. Adverts then go on, or wait for the opt-out alone.
 */
@Injectable()
export class SettleUnclassified {
  constructor(
    private readonly storeReplies: StoreReplies,
    private readonly quarantines: KeepQuarantines,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * @param which - SQL: the ids of replies to settle, whose parameters begin at $6
   * @returns ids of those that were open until now
   */
  async execute(tx: Tx, settlement: Settlement, which: string, params: readonly unknown[]): Promise<string[]> {
    const { decision, by, reason, automatic } = settlement;
    const at = this.clock.now();
    const settled = await tx.query<Settled>(
      `UPDATE unread_reply u SET state = $1, decided_by = $2, decided_why = $3, decided_at = to_timestamp($4 / 1000.0),
         automatic = $5
       FROM reply r WHERE u.reply_id = ANY(ARRAY(${which})) AND r.reply_id = u.reply_id AND u.state = 'open'
       RETURNING u.reply_id AS "undecidedId", r.recipient_key AS "recipientKey", r.msisdn, u.region, r.code,
         r.every_advertiser AS "everyAdvertiser", r.advertisers, r.attributed, u.texted_by AS "textedBy", u.traceparent, u.breach,
         round(extract(epoch FROM u.received_at) * 1000)::float8 AS "receivedAt",
         round(extract(epoch FROM r.accepted_at) * 1000)::float8 AS "acceptedAt"`,
      [decision, by, reason, at, automatic ?? null, ...params],
    );
    if (settled.length === 0) return [];
    const ids = settled.map(({ undecidedId }) => undecidedId);
    tx.afterCommit(() => {
      this.metrics.unclassified.inc({ outcome: automatic ?? decision }, settled.length);
      this.log.info({ replies: settled.length, decision, automatic }, 'Decided on replies that waited');
    });
    if (decision === 'nothing') {
      await this.quarantines.release(tx, ids);
      return ids;
    }
    const asking = settled.map(({ traceparent, undecidedId, ...known }) => ({
      undecidedId,
      reply: replyOf(known, settlement, { by, at, replyId: undecidedId }),
      flag: false,
      ...(traceparent !== null && { traceparent }),
    }));
    const { published } = await this.storeReplies.execute(tx, asking);
    tx.afterCommit(() => this.metrics.countRead(published));
    if (decision === 'start') await this.quarantines.release(tx, ids);
    else await this.quarantines.decidedStops(tx, asking);
    return ids;
  }
}

/** Returns the reply of the person as one that asks for what was decided. */
function replyOf(
  { msisdn, textedBy, acceptedAt, breach, ...known }: Omit<Settled, 'traceparent' | 'undecidedId'>,
  { decision, automatic, replyReason }: Settlement,
  decided: NonNullable<Reply['decided']>,
): Reply {
  return {
    replyId: deterministicId('unread-reply-decided', decided.replyId),
    ...known,
    channel: 'sms',
    tier: decision === 'start' ? 'start' : automatic ? 'likely' : 'clear',
    reason: replyReason,
    decided,
    ...(msisdn !== null && { msisdn }),
    ...(textedBy !== null && { textedBy }),
    ...(acceptedAt !== null && { acceptedAt }),
    ...(breach !== null && { breach }),
  };
}
