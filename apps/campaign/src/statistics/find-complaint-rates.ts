import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { ComplaintLimits, ComplaintRate } from './judge-complaints.rule';

export type AdvertiserComplaints = ComplaintRate & { advertiserId: string };

const SPAN_MS = 7 * 86_400_000;

@Injectable()
export class FindComplaintRates {
  constructor(private readonly database: Database) {}

  /**
   * Of every advertiser whose adverts go on and about which enough people complained, in one statement. `delivered` counts
   * adverts of campaigns, single ones and those other services published, and only as far as it decides: the millions of
   * a good advertiser are not counted through for each complaint.
   * @param now - epoch ms
   */
  async execute(limits: ComplaintLimits, now: number): Promise<AdvertiserComplaints[]> {
    return this.database.query<AdvertiserComplaints>(
      `WITH angry AS (
         SELECT a.id, count(*)::int AS complaints
         FROM complaint c JOIN advertiser a ON a.id::text = c.scope
         WHERE c.at > to_timestamp($1 / 1000.0) AND c.recorded_at > a.complaints_from AND a.marketing_paused IS NULL
         GROUP BY a.id HAVING count(*) >= $2
       )
       SELECT angry.id AS "advertiserId", angry.complaints, reached.delivered
       FROM angry CROSS JOIN LATERAL (
         SELECT count(*)::int AS delivered FROM (
           SELECT 1 FROM message
           WHERE advertiser_id = angry.id AND category = 'marketing' AND created_at > to_timestamp($1 / 1000.0)
             AND step = 'delivered'
           ORDER BY created_at DESC -- by the index: the planner would else walk the table, hoping to find them soon
           LIMIT ceil(angry.complaints / $3::float8)::bigint + 1
         ) AS first) AS reached`,
      [now - SPAN_MS, limits.complaints, limits.rate],
    );
  }
}
