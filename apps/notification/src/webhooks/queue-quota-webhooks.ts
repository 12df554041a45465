import { Injectable } from '@nestjs/common';
import type { QuotaReached } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { AddDeliveries, type Call } from './add-deliveries';

/** Queues calls about a quota that an advertiser has reached in part or in full: one for each period, threshold and limit. */
@Injectable()
export class QueueQuotaWebhooks {
  constructor(
    private readonly database: Database,
    private readonly add: AddDeliveries,
    private readonly advertisers: CurrentAdvertisers,
  ) {}

  async execute(reached: { value: QuotaReached; traceparent: string }[]): Promise<void> {
    await this.advertisers.waitFor(reached.map(({ value }) => value.advertiserId));
    const calls = reached.flatMap(({ value: { reachedId, advertiserId, at, ...quota }, traceparent }) =>
      this.advertisers.pick([advertiserId]).map((advertiser): Call => ({
        advertiser,
        event: {
          ...{ changeId: reachedId, type: 'quota.reached', at, traceparent },
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
    );
    await this.database.run((tx) => this.add.execute(tx, calls));
  }
}
