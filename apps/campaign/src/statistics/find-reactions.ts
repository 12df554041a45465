import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Reaction, ReactionLimits } from './judge-reaction.rule';

export type CampaignReaction = Reaction & { id: string; advertiserId: string; isOver: boolean; alerted: boolean };

/** Receipts and opt-outs of a campaign that is over may still make it worth telling. */
const TOLD_AFTER_MS = 3 * 86_400_000;

@Injectable()
export class FindReactions {
  constructor(private readonly database: Database) {}

  /**
   * Of every campaign to which somebody reacted and of which something may still follow, in one statement. `delivered` is
   * counted only as far as it decides: a good campaign of a million is not counted through for each STOP.
   * @param now - epoch ms
   */
  async execute(limits: ReactionLimits, now: number): Promise<CampaignReaction[]> {
    return this.database.query<CampaignReaction>(
      `SELECT c.id, c.advertiser_id AS "advertiserId", c.state = 'completed' AS "isOver",
         c.alerted_at IS NOT NULL AS alerted, stops.opted_out AS "optedOut", angry.complaints,
         GREATEST(reached.delivered - c.base_delivered, 0) AS delivered
       FROM campaign c
       CROSS JOIN LATERAL (
         SELECT GREATEST(count(*) - c.base_opted_out, 0)::int AS opted_out FROM message
         WHERE campaign_id = c.id AND opted_out) AS stops
       CROSS JOIN LATERAL (
         SELECT COALESCE(max(within), 0)::int AS complaints FROM (
           SELECT count(*) OVER (ORDER BY at RANGE '24 hours' PRECEDING) AS within FROM complaint
           WHERE campaign_id = c.id AND scope IN ('*', c.advertiser_id::text) AND recorded_at > c.judged_from) AS days) AS angry
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS delivered FROM (
           SELECT 1 FROM message WHERE campaign_id = c.id AND step = 'delivered'
           LIMIT c.base_delivered + $3
             + ceil(GREATEST(stops.opted_out / $1::float8, angry.complaints / $2::float8))::bigint
         ) AS first) AS reached
       WHERE c.pause_code IS NULL AND (stops.opted_out > 0 OR angry.complaints > 0)
         AND (c.state IN ('running', 'paused')
              OR c.state = 'completed' AND c.alerted_at IS NULL AND c.finished_at > to_timestamp($4 / 1000.0))`,
      [
        Math.min(limits.alertRate, limits.pauseRate),
        limits.complaintRate,
        Math.max(limits.alertAfter, limits.pauseAfter) + 1,
        now - TOLD_AFTER_MS,
      ],
    );
  }
}
