import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { type CampaignPlan, type PlanRefusal, planFault } from './campaign-plan';
import { FindAddressBooks } from '../../contacts/books/find-address-books';
import { type CampaignView, FindCampaigns } from '../find-campaigns';
import { newId } from '../../http-parts/page';

/** Makes a draft: nothing of it leaves until somebody starts it (`launch-campaign.ts`). */
@Injectable()
export class CreateCampaign {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, plan: CampaignPlan): Promise<Result<CampaignView, PlanRefusal>> {
    const now = this.clock.now();
    const fault = await planFault(tx, plan, this.books, now);
    if (fault) return refused(fault);
    const id = newId(now);
    await tx.query(
      `INSERT INTO campaign
         (id, advertiser_id, address_book_id, category, text, mention, when_capped, send_at, expires_at, state, is_counted, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000.0), to_timestamp($9::float8 / 1000.0), 'draft', true,
               to_timestamp($10 / 1000.0))`,
      [
        id,
        plan.advertiserId,
        plan.addressBookId,
        plan.category,
        plan.text,
        plan.mention ?? null,
        plan.whenCapped ?? null,
        plan.sendAt ?? null,
        plan.expiresAt ?? null,
        now,
      ],
    );
    const created = await this.campaigns.byId(id, tx);
    if (!created) throw new Error(`campaign ${id} is not there right after it was stored`);
    return ok(created);
  }
}
