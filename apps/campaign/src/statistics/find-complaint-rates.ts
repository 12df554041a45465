import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { COMPLAINTS_SQL } from './complaints.store';
import type { ComplaintLimits, ComplaintRate } from './judge-complaints.rule';

type AdvertiserComplaints = ComplaintRate & { advertiserId: string };

const SPAN_MS = 7 * 86_400_000;

@Injectable()
export class FindComplaintRates {
  constructor(private readonly database: Database) {}

  /**
   * Rates of all advertisers that are not paused and about which enough people complained, in one statement. `delivered` counts
   * adverts of campaigns, single ones and those other services published, and only as far as it decides: the millions of
   * a good advertiser are not counted through for each complaint.
   * @param now - epoch ms
   */
  async execute(limits: ComplaintLimits, now: number): Promise<AdvertiserComplaints[]> {
    const params = [now - SPAN_MS, limits.complaints, limits.rate] as const;
    return this.database.query(COMPLAINTS_SQL.ratesOfAdvertisers, params);
  }
}
