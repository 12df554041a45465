import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import type { Controls, Tallies } from './campaigns.columns';
import { CAMPAIGNS_SQL } from './campaigns.store';
import { type CampaignCounts, campaignCounts } from './campaign-counts.rule';
import type { Step } from '../messages/message-progress.rule';

export type CampaignState = 'draft' | 'scheduled' | 'running' | 'paused' | 'completed' | 'cancelled';

export interface CampaignSummary {
  id: string;
  name: string;
  tags: string[];
  archivedAt?: string;
  advertiserId: string;
  addressBookId: string;
  category: string;
  text: string;
  /** Grows with each change of the draft. */
  version: number;
  mention?: string;
  whenCapped?: 'refuse' | 'hold';
  state: CampaignState;
  reason?: string;
  /** True if nothing is sent because all adverts of the advertiser are paused. */
  waitsFor?: 'ADVERTISER_PAUSED';
  sendAt?: string;
  expiresAt?: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
}

export interface CampaignView extends CampaignSummary {
  counts: CampaignCounts;
  complaints: number;
  /** Start, pauses, resumptions and cancellation, earliest first. `code`: the campaign paused itself. */
  controls: Controls;
  /** Reasons for the states of messages, most frequent first. */
  reasons: { outcome: Step; code: string; count: number }[];
}

@Injectable()
export class FindCampaigns {
  constructor(private readonly database: Database) {}

  /** Campaign and messages are read in one statement, so that the counts add up whatever happens meanwhile. */
  async byId(id: string, sql: Sql = this.database): Promise<CampaignView | undefined> {
    const [row] = await sql.query(CAMPAIGNS_SQL.byId, [id]);
    if (!row) return undefined;
    const { tallies, complaints, controls, expanded, recipients, ...campaign } = row;
    return {
      ...toSummary(campaign),
      complaints,
      controls,
      counts: campaignCounts({
        recipients,
        steps: sumBySteps(tallies),
        optedOut: tallies.reduce((sum, { optedOut }) => sum + optedOut, 0),
        noMoreMessages: expanded || row.state === 'cancelled',
      }),
      reasons: tallies.flatMap(({ step, code, count }) => (code === null ? [] : [{ outcome: step, code, count }])),
    };
  }

  /** Messages that a running campaign has to make, and those of others before its last one; undefined when none is left. */
  async remaining(id: string): Promise<{ own: number; others: number } | undefined> {
    const [row] = await this.database.query(CAMPAIGNS_SQL.remaining, [id]);
    return row;
  }
}

/** Leaves out fields that are null. */
export const toSummary = (row: object): CampaignSummary =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as CampaignSummary;

function sumBySteps(tallies: Tallies): Partial<Record<Step, number>> {
  const steps: Partial<Record<Step, number>> = {};
  for (const { step, count } of tallies) steps[step] = (steps[step] ?? 0) + count;
  return steps;
}
