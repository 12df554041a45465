import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { AdvertiserLimits } from './advertiser-limits';
import { rememberedPeriods } from './quota-period';
import { thresholdsReached } from './thresholds';
import { type QuotaReached, addQuotasReached } from '../../produces/compliance.quotas-reached.v1';
import type { Decided } from '../../rules/message';
import type { Limited } from './enforce-quotas';
import { type Counted, count, counterName, holdCounters } from './quota-counters';

/** A message that was cleared; `at` is epoch ms. */
export interface Cleared {
  advertiserId: string;
  at: number;
}

/** Counts what is cleared for each advertiser, limited or not, and publishes each threshold that is reached, once. */
@Injectable()
export class CountUse {
  private readonly reached: Counter<'period' | 'percent'>;

  constructor(
    private readonly outbox: Outbox,
    private readonly directory: AdvertiserDirectory,
    private readonly limits: AdvertiserLimits,
    { registry }: Metrics,
  ) {
    this.reached = new Counter({
      name: 'stopsms_compliance_quotas_reached_total',
      help: 'Quotas of advertisers used to 80 or 100 percent, each counted once a period',
      labelNames: ['period', 'percent'],
      registers: [registry],
    });
  }

  /**
   * @param decisions - as stored, none of them before
   * @param limited - counters that this transaction has locked
   */
  async add(tx: Tx, decisions: readonly Decided[], limited: Limited[]): Promise<void> {
    const [first] = decisions;
    if (!first) return;
    const cleared = decisions.filter(({ outcome }) => outcome.verdict === 'cleared');
    const tally = tallyOf(
      cleared.map(({ candidate, at }) => ({ advertiserId: candidate.request.advertiserId, at })),
      1,
    );
    const reached = limited.flatMap((counter) => this.reachedBy(counter, tally, first.at));
    count(tx, [...tally.values()]);
    await addQuotasReached(this.outbox, tx, reached);
    if (reached.length > 0) tx.afterCommit(() => this.countReached(reached));
  }

  /** Subtracts messages that came back: each counts again on the day on which it is cleared again. */
  takeBack(tx: Tx, cleared: Cleared[]): void {
    const counted = [...tallyOf(cleared, -1).values()];
    holdCounters(
      tx,
      counted.filter(({ advertiserId, period }) => {
        const advertiser = this.directory.get(advertiserId);
        return advertiser !== undefined && this.limits.quotaOf(advertiser, period) !== undefined;
      }),
    );
    count(tx, counted);
  }

  private reachedBy(counter: Limited, tally: Map<string, Counted>, at: number): QuotaReached[] {
    const { advertiserId, period, startsOn, startsAt, endsAt, limit, reportedPercent, reportedLimit } = counter;
    const counted = tally.get(counterName(counter)) ?? { advertiserId, period, startsOn, by: 0 };
    const used = counter.used + counted.by;
    // Nothing was reported for another limit yet.
    const percents = thresholdsReached(limit, used, reportedLimit === limit ? reportedPercent : 0);
    const highest = percents.at(-1);
    if (highest !== undefined) {
      tally.set(counterName(counter), { ...counted, reported: { percent: highest, limit } });
    }
    return percents.map((percent) => ({
      reachedId: deterministicId('quota', counterName(counter), String(percent), String(limit)),
      advertiserId,
      period,
      percent,
      limit,
      used,
      periodStartsAt: startsAt,
      periodEndsAt: endsAt,
      at,
    }));
  }

  private countReached(reached: QuotaReached[]): void {
    for (const { period, percent } of reached) this.reached.inc({ period, percent: String(percent) });
  }
}

function tallyOf(cleared: Cleared[], by: 1 | -1): Map<string, Counted> {
  const tally = new Map<string, Counted>();
  const periodsOf = rememberedPeriods();
  for (const { advertiserId, at } of cleared) {
    for (const { period, startsOn } of periodsOf(at)) {
      const key = { advertiserId, period, startsOn };
      const name = counterName(key);
      tally.set(name, { ...key, by: (tally.get(name)?.by ?? 0) + by });
    }
  }
  return tally;
}
