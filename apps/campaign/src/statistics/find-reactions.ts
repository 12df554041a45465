import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { ComplaintsSql } from './complaints.sql';
import { COMPLAINTS_SQL } from './complaints.store';
import type { ReactionLimits } from './judge-reaction.rule';

export type CampaignReaction = ComplaintsSql['reactionsToCampaigns']['row'];

/** Receipts and opt-outs of a campaign that is over may still make it worth an alert. */
const TOLD_AFTER_MS = 3 * 86_400_000;

@Injectable()
export class FindReactions {
  constructor(private readonly database: Database) {}

  /**
   * Reactions to all campaigns that may still have consequences, in one statement. `delivered` is
   * counted only as far as it decides: a good campaign of a million is not counted through for each STOP.
   * @param now - epoch ms
   */
  async execute(limits: ReactionLimits, now: number): Promise<CampaignReaction[]> {
    return this.database.query(COMPLAINTS_SQL.reactionsToCampaigns, [
      Math.min(limits.alertRate, limits.pauseRate),
      limits.complaintRate,
      Math.max(limits.alertAfter, limits.pauseAfter) + 1,
      now - TOLD_AFTER_MS,
    ]);
  }
}
