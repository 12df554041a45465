import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { type CampaignLabel, type CampaignPlan, type PlanRefusal, planFault } from './campaign-plan';
import { FindAddressBooks } from '../../contacts/books/find-address-books';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { type CampaignView, FindCampaigns } from '../find-campaigns';
import { newId } from '../../http-parts/page';

/** Creates a draft: nothing is sent until a person starts it (`launch-campaign.ts`). */
@Injectable()
export class CreateCampaign {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, plan: CampaignPlan & CampaignLabel): Promise<Result<CampaignView, PlanRefusal>> {
    const now = this.clock.now();
    const fault = await planFault(tx, plan, this.books, now);
    if (fault) return refused(fault);
    const id = newId(now);
    const { advertiserId, addressBookId, category, text, mention, whenCapped, sendAt, expiresAt, name, tags } = plan;
    await tx.query(CAMPAIGNS_SQL.create, [
      ...([id, advertiserId, addressBookId, category, text, mention ?? null, whenCapped ?? null] as const),
      ...([sendAt ?? null, expiresAt ?? null, now, name ?? null, tags ?? []] as const),
    ]);
    const created = await this.campaigns.byId(id, tx);
    if (!created) throw new Error(`campaign ${id} is not there right after it was stored`);
    return ok(created);
  }
}
