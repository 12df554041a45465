import { Injectable } from '@nestjs/common';
import { type Result, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { PlanRefusal } from './campaign-plan';
import { CreateCampaign } from './create-campaign';
import type { CampaignView } from '../find-campaigns';
import { storedPlan } from './stored-plan';

type DuplicateRefusal = PlanRefusal | { code: 'campaign-unknown' };

/** Creates a draft with the text and recipients of a campaign; its times are not copied, because they are usually past. */
@Injectable()
export class DuplicateCampaign {
  constructor(private readonly createCampaign: CreateCampaign) {}

  /** @param addressBookId - instead of the campaign's own, which may be deleted by now */
  async execute(tx: Tx, id: string, addressBookId?: string): Promise<Result<CampaignView, DuplicateRefusal>> {
    const stored = await storedPlan(tx, id);
    if (!stored) return refused({ code: 'campaign-unknown' });
    const { advertiserId, category, text, mention, whenCapped } = stored;
    return this.createCampaign.execute(tx, {
      ...{ advertiserId, category, text, mention, whenCapped },
      addressBookId: addressBookId ?? stored.addressBookId,
    });
  }
}
