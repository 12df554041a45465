import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { type ComplaintLimits, judgeComplaints } from './judge-complaints.rule';
import { FindComplaintRates } from './find-complaint-rates';
import { MarketingControl } from '../advertisers/pause/marketing-control';

export const COMPLAINT_LIMITS = Symbol('when complaints stop all adverts of an advertiser');

/** Stops all adverts of advertisers about which too many people complain. */
@Injectable()
export class JudgeAdvertisers {
  constructor(
    private readonly rates: FindComplaintRates,
    private readonly marketing: MarketingControl,
    private readonly clock: Clock,
    @Inject(COMPLAINT_LIMITS) private readonly limits: ComplaintLimits,
  ) {}

  async execute(): Promise<void> {
    for (const { advertiserId, ...rate } of await this.rates.execute(this.limits, this.clock.now())) {
      const reason = judgeComplaints(rate, this.limits);
      if (reason !== undefined) await this.marketing.pauseForComplaints(advertiserId, reason);
    }
  }
}
