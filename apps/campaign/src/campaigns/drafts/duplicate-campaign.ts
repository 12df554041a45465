import { Injectable } from '@nestjs/common';
import { type Result, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { PlanRefusal } from './campaign-plan';
import { CreateCampaign } from './create-campaign';
import type { CampaignView } from '../find-campaigns';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { nameOfCopy } from './name-of-copy.rule';
import { storedPlan } from './stored-plan';

type DuplicateRefusal = PlanRefusal | { code: 'campaign-unknown' };

/** Creates a draft with the text and recipients of a campaign; its times are not copied, because they are usually past. */
@Injectable()
export class DuplicateCampaign {
  constructor(private readonly createCampaign: CreateCampaign) {}

  /** @param changed - address book instead of the campaign's own, which may be deleted by now, and name */
  async execute(
    tx: Tx,
    id: string,
    changed: { addressBookId?: string | undefined; name?: string | undefined },
  ): Promise<Result<CampaignView, DuplicateRefusal>> {
    const stored = await storedPlan(tx, id);
    const [label] = await tx.query(CAMPAIGNS_SQL.label, [id]);
    if (!stored || !label) return refused({ code: 'campaign-unknown' });
    const { advertiserId, category, text, mention, whenCapped } = stored;
    return this.createCampaign.execute(tx, {
      ...{ advertiserId, category, text, mention, whenCapped },
      addressBookId: changed.addressBookId ?? stored.addressBookId,
      name: changed.name ?? nameOfCopy(label.name),
      tags: label.tags,
    });
  }
}
