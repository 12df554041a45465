import { Inject, Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { InboundMoMetrics } from '../../inbound-mo-metrics';
import type { Reply } from '../../produces/inbound-mo.replies.v1';
import { TrackQuarantines } from '../../quarantine/track-quarantines';
import { StoreReplies } from '../store-replies';
import type { Automatic, Decision } from './list-unclassified';
import type { UnclassifiedSql } from './unclassified.sql';
import { UNCLASSIFIED_SQL } from './unclassified.store';

export interface Settlement {
  decision: Decision;
  by: string;
  reason: string;
  /** Absent where a person decides. */
  automatic?: Automatic;
  /** Reason of the reply that is published for the decision: it names who decided. */
  replyReason: string;
}

type Settled = UnclassifiedSql['settleByHand']['row'];

/** Replies to settle: one by its id, those past the deadline (queued before, epoch ms), or those whose text is deleted. */
export type Selection = { byId: string } | { queuedBefore: number } | 'deleted';

/**
 * Settles waiting replies in the caller's transaction: a decision is published as a reply as old as the text, so that a later reply of the
 * person takes precedence. Adverts are then released, or wait for the opt-out only.
 */
@Injectable()
export class SettleUnclassified {
  constructor(
    private readonly storeReplies: StoreReplies,
    private readonly quarantines: TrackQuarantines,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @returns ids of those that were open until now */
  async execute(tx: Tx, settlement: Settlement, selection: Selection): Promise<string[]> {
    const { decision, by, reason, automatic } = settlement;
    const at = this.clock.now();
    const settled = await settle(tx, [decision, by, reason, at, automatic ?? null], selection);
    if (settled.length === 0) return [];
    const ids = settled.map(({ unclassifiedId }) => unclassifiedId);
    tx.afterCommit(() => {
      this.metrics.unclassified.inc({ outcome: automatic ?? decision }, settled.length);
      this.log.info({ replies: settled.length, decision, automatic }, 'Decided on replies that waited');
    });
    if (decision === 'nothing') {
      await this.quarantines.endUnclassified(tx, ids);
      return ids;
    }
    const asking = settled.map(({ traceparent, unclassifiedId, ...known }) => ({
      unclassifiedId,
      reply: replyOf(known, settlement, { by, at, replyId: unclassifiedId }),
      ...(traceparent !== null && { traceparent }),
    }));
    const { published } = await this.storeReplies.execute(tx, asking);
    tx.afterCommit(() => this.metrics.countRead(published));
    if (decision === 'start') await this.quarantines.endUnclassified(tx, ids);
    else await this.quarantines.holdDecidedStops(tx, asking);
    return ids;
  }
}

function settle(tx: Tx, decided: UnclassifiedSql['settleDeleted']['params'], selection: Selection): Promise<Settled[]> {
  if (selection === 'deleted') return tx.query(UNCLASSIFIED_SQL.settleDeleted, decided);
  if ('byId' in selection) return tx.query(UNCLASSIFIED_SQL.settleByHand, [...decided, selection.byId]);
  return tx.query(UNCLASSIFIED_SQL.settleExpired, [...decided, selection.queuedBefore]);
}

/** Returns the reply with the decided request. */
function replyOf(
  { msisdn, textedBy, acceptedAt, breach, ...known }: Omit<Settled, 'traceparent' | 'unclassifiedId'>,
  { decision, automatic, replyReason }: Settlement,
  decided: NonNullable<Reply['decided']>,
): Reply {
  return {
    // The word stays: a decision has one id in every release.
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
