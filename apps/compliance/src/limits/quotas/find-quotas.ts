import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { type Period, type QuotaPeriod, periodsAt } from './quota-period';
import { AdvertiserLimits } from './advertiser-limits';
import { counterName, readCounters } from './quota-counters';

export interface QuotaState extends QuotaPeriod {
  /** Messages; undefined: not limited. */
  limit: number | undefined;
  used: number;
}

/** Finds the quotas of an advertiser and their use. */
@Injectable()
export class FindQuotas {
  constructor(
    private readonly database: Database,
    private readonly limits: AdvertiserLimits,
  ) {}

  /** @param at - epoch ms; of its day and its month */
  async execute(advertiser: Advertiser, at: number): Promise<Record<Period, QuotaState>> {
    const keys = periodsAt(at).map((period) => ({ advertiserId: advertiser.id, ...period }));
    const counters = await readCounters(this.database, keys);
    const used = new Map(counters.map((counter) => [counterName(counter), counter.used]));
    const states = keys.map(({ advertiserId, ...period }) => [
      period.period,
      {
        ...period,
        limit: this.limits.quotaOf(advertiser, period.period),
        used: used.get(counterName({ advertiserId, ...period })) ?? 0,
      },
    ]);
    return Object.fromEntries(states) as Record<Period, QuotaState>;
  }
}
