import { Injectable } from '@nestjs/common';
import type { QuotaReached } from '@stopsms/contracts';
import { AddDeliveries } from './add-deliveries';
import { KnownAdvertisers } from '../advertisers/known-advertisers';

/** Tells an advertiser that it has used a part of what it may send, or all: once for each period, threshold and limit. */
@Injectable()
export class TellQuotas {
  constructor(
    private readonly add: AddDeliveries,
    private readonly advertisers: KnownAdvertisers,
  ) {}

  async execute(reached: { value: QuotaReached; traceparent: string }[]): Promise<void> {
    await this.advertisers.expect(reached.map(({ value }) => value.advertiserId));
    await this.add.execute(
      reached.flatMap(({ value: { reachedId, advertiserId, at, ...quota }, traceparent }) =>
        this.advertisers.pick([advertiserId]).map((advertiser) => ({
          advertiser,
          told: {
            ...{ changeId: reachedId, type: 'quota.reached' as const, at, traceparent },
            ...{ change: null, scope: null, source: null, recipientKey: null, msisdn: null },
            data: {
              period: quota.period,
              percent: quota.percent,
              limit: quota.limit,
              used: quota.used,
              periodStartsAt: new Date(quota.periodStartsAt).toISOString(),
              periodEndsAt: new Date(quota.periodEndsAt).toISOString(),
            },
          },
        })),
      ),
    );
  }
}
