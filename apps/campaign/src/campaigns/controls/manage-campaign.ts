import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { type ChangedMeanwhile, heldTo } from '../../http-parts/changed-meanwhile';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { type StoredPlan, storedPlan } from '../drafts/stored-plan';
import { type CampaignState, type CampaignView, FindCampaigns } from '../find-campaigns';
import type { Person } from './change-campaign';

type Unknown = { code: 'campaign-unknown' };
type InState<Code extends string> = { code: Code; state: CampaignState };

export type ReopenRefusal = Unknown | ChangedMeanwhile | InState<'campaign-started' | 'campaign-over'>;
export type DeleteRefusal = Unknown | ChangedMeanwhile | InState<'campaign-started' | 'campaign-has-history'>;
export type ArchiveRefusal = Unknown | InState<'campaign-not-over'>;

const isOver = ({ state }: StoredPlan): boolean => state === 'completed' || state === 'cancelled';

/** Deletes drafts, takes scheduled campaigns back, and archives those that have ended. */
@Injectable()
export class ManageCampaign {
  constructor(
    private readonly database: Database,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a scheduled campaign back before its start. As a draft it can be changed, and it is sent only after another start, which checks it
   * like a new one. A paused campaign has to be resumed first, by whoever may: this is no way around a pause.
   * @param expected - the version that the caller saw
   */
  async reopen(
    id: string,
    { by, reason }: Person,
    expected: number | undefined,
  ): Promise<Result<CampaignView, ReopenRefusal>> {
    return this.database.run(async (tx) => {
      // Whoever starts due campaigns passes over a locked row, and then finds a draft.
      const stored = await storedPlan(tx, id, true);
      if (!stored) return refused({ code: 'campaign-unknown' });
      const { state } = stored;
      if (state === 'scheduled') {
        const held = heldTo(stored.version, expected);
        if (!held.ok) return held;
        await tx.query(CAMPAIGNS_SQL.reopen, [id]);
        const at = this.clock.now();
        await tx.query(CAMPAIGNS_SQL.recordControl, [id, 'reopen', by ?? null, null, reason ?? null, at]);
      } else if (state !== 'draft') {
        return refused({ code: isOver(stored) ? 'campaign-over' : 'campaign-started', state });
      }
      return this.view(tx, id);
    });
  }

  /** Deletes a draft that was never started, so that nothing else refers to it. @param expected - the version that the caller saw */
  async delete(id: string, expected: number | undefined): Promise<Result<{ id: string }, DeleteRefusal>> {
    return this.database.run(async (tx) => {
      const stored = await storedPlan(tx, id, true);
      if (!stored) return refused({ code: 'campaign-unknown' });
      const { state } = stored;
      if (state !== 'draft') return refused({ code: 'campaign-started', state });
      const held = heldTo(stored.version, expected);
      if (!held.ok) return held;
      const [found] = await tx.query(CAMPAIGNS_SQL.hasControls, [id]);
      if (found?.hasControls) return refused({ code: 'campaign-has-history', state });
      await tx.query(CAMPAIGNS_SQL.delete, [id]);
      return ok({ id });
    });
  }

  /** Hides an ended campaign from lists, or shows it again. Nothing is deleted. */
  async archive(id: string, isArchived: boolean): Promise<Result<CampaignView, ArchiveRefusal>> {
    return this.database.run(async (tx) => {
      const stored = await storedPlan(tx, id, true);
      if (!stored) return refused({ code: 'campaign-unknown' });
      if (isArchived && !isOver(stored)) return refused({ code: 'campaign-not-over', state: stored.state });
      await tx.query(CAMPAIGNS_SQL.archive, [id, isArchived ? this.clock.now() : null]);
      return this.view(tx, id);
    });
  }

  private async view(tx: Tx, id: string): Promise<Result<CampaignView, Unknown>> {
    const campaign = await this.campaigns.byId(id, tx);
    return campaign ? ok(campaign) : refused({ code: 'campaign-unknown' });
  }
}
