import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { type CampaignLabel, type CampaignPlan, type PlanRefusal, planFault } from './campaign-plan';
import { type ChangedMeanwhile, heldTo } from '../../http-parts/changed-meanwhile';
import { FindAddressBooks } from '../../contacts/books/find-address-books';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { type CampaignState, type CampaignView, FindCampaigns } from '../find-campaigns';
import { type StoredPlan, storedPlan } from './stored-plan';

/** Changes to the plan: an absent field stays, null removes it. */
type PlanChanges = { [F in Exclude<keyof CampaignPlan, 'advertiserId'>]?: CampaignPlan[F] | null };

type DraftRefusal =
  | PlanRefusal
  | ChangedMeanwhile
  | { code: 'campaign-unknown' }
  | { code: 'campaign-started' | 'campaign-over'; state: CampaignState };

@Injectable()
export class ChangeDraft {
  constructor(
    private readonly database: Database,
    private readonly books: FindAddressBooks,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes the plan of a draft, and the name and tags of a campaign in any state; these do not make another version of it.
   * @param expected - the version that the caller saw
   */
  async execute(
    id: string,
    { name, tags, ...changes }: PlanChanges & CampaignLabel,
    expected?: number,
  ): Promise<Result<CampaignView, DraftRefusal>> {
    return this.database.run(async (tx) => {
      const stored = await storedPlan(tx, id, true);
      if (!stored) return refused({ code: 'campaign-unknown' });
      if (Object.keys(changes).length > 0) {
        const refusal = await this.changePlan(tx, stored, changes, expected);
        if (refusal) return refused(refusal);
      }
      if (name !== undefined || tags !== undefined) {
        await tx.query(CAMPAIGNS_SQL.setLabel, [id, name ?? null, tags ?? null]);
      }
      const changed = await this.campaigns.byId(id, tx);
      return changed ? ok(changed) : refused({ code: 'campaign-unknown' });
    });
  }

  private async changePlan(
    tx: Tx,
    stored: StoredPlan,
    changes: PlanChanges,
    expected: number | undefined,
  ): Promise<DraftRefusal | undefined> {
    const { id, state } = stored;
    if (state === 'cancelled') return { code: 'campaign-over', state };
    if (state !== 'draft') return { code: 'campaign-started', state };
    const held = heldTo(stored.version, expected);
    if (!held.ok) return held.refusal;
    const plan = { ...stored, ...changes } as { [F in keyof CampaignPlan]: CampaignPlan[F] | null };
    const fault = await planFault(tx, withoutNull(plan), this.books, this.clock.now());
    if (fault) return fault;
    await tx.query(CAMPAIGNS_SQL.changeDraft, [
      ...([id, plan.addressBookId, plan.category, plan.text, plan.mention ?? null, plan.whenCapped ?? null] as const),
      ...([plan.sendAt ?? null, plan.expiresAt ?? null] as const),
    ]);
    return undefined;
  }
}

const withoutNull = (plan: object): CampaignPlan =>
  Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== null)) as unknown as CampaignPlan;
