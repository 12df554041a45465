import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { enforceCaps } from '../../limits/caps/enforce-caps';
import { findStopped } from '../../waiting/holding/campaign-controls';
import { holdControls } from '../../waiting/holding/controls-lock';
import { EnforceQuotas, type Limited } from '../../limits/quotas/enforce-quotas';
import { QueueReviews, type Waiting } from '../../waiting/reviews/queue-reviews';
import { decide } from '../core/decide';
import type { Decision, Facts } from '../core/facts';

/**
 * Reads facts again that may have changed, and those that all replicas share, in the transaction that stores the decisions, under its
 * locks; if they differ, the same function decides again.
 */
@Injectable()
export class DecideAgain {
  constructor(
    private readonly reviews: QueueReviews,
    private readonly quotas: EnforceQuotas,
  ) {}

  /**
   * @param from - `new` may hold messages that were decided before, which use no reservation and no quota
   * @returns the decisions, and the counters that the transaction has locked
   */
  async execute(
    tx: Tx,
    decided: Decision[],
    from: 'new' | 'held',
  ): Promise<{ decisions: Decision[]; limited: Limited[] }> {
    const controlled = await withControls(tx, decided);
    const queued = again(controlled, await this.reviewsOf(tx, controlled));
    const capped = again(queued, await enforceCaps(tx, queued, from));
    const { usedUp, limited } = await this.quotas.execute(tx, capped, from);
    return { decisions: again(capped, usedUp), limited };
  }

  /** Names the review of messages that wait for a person; they are due at once if somebody has just decided on it. */
  private async reviewsOf(tx: Tx, decisions: Decision[]): Promise<Changes> {
    const found = await this.reviews.execute(tx, decisions.filter(isWaiting));
    return new Map(
      [...found].map(([waiting, { decision, ...open }]) => [
        waiting,
        { review: { ...waiting.review, found: open, ...(decision && { isDecidedSince: true }) } },
      ]),
    );
  }
}

/** Facts of some decisions that were unknown when they were made. */
type Changes = ReadonlyMap<Decision, Partial<Facts>>;

/** No control can come between this look and the commit: see `controls-lock.ts`. */
async function withControls(tx: Tx, decisions: Decision[]): Promise<Decision[]> {
  const ids = new Set(decisions.flatMap(({ candidate }) => candidate.request.campaignId ?? []));
  if (ids.size === 0) return decisions;
  holdControls(tx);
  const stopped = await findStopped(tx, ids);
  if (stopped.size === 0) return decisions;
  return decisions.map((decision) => {
    const control = stopped.get(decision.candidate.request.campaignId ?? '');
    return control ? decide({ ...decision, control }) : decision;
  });
}

function again(decisions: Decision[], changes: Changes): Decision[] {
  if (changes.size === 0) return decisions;
  return decisions.map((decision) => {
    const news = changes.get(decision);
    return news ? decide({ ...decision, ...news }) : decision;
  });
}

const isWaiting = (decision: Decision): decision is Decision & Waiting =>
  decision.outcome.verdict === 'held' &&
  decision.outcome.code === 'REVIEW_NEEDED' &&
  Boolean(decision.review) &&
  decision.reading !== undefined;
