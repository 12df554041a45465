import { Injectable } from '@nestjs/common';
import type { Caller } from '@stopsms/http';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { ComplianceAway } from '../preflight/compliance-client';
import { campaignControls, controlRecord } from '../../produces/campaign.controls.v1';
import { type PlanRefusal, timeFault } from '../drafts/campaign-plan';
import { CheckCampaignText, type TextVerdict } from '../preflight/check-campaign-text';
import { FindAdvertisers } from '../../advertisers/find-advertisers';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { type CampaignState, type CampaignView, FindCampaigns } from '../find-campaigns';
import { ADDRESS_BOOK_EMPTY, StartCampaign } from './start-campaign';
import { type StoredPlan, storedPlan } from '../drafts/stored-plan';

interface Launch {
  /** Person who starts it, if known. */
  by: string | undefined;
  /** True if the campaign starts although some regions refuse the text. */
  partly: boolean;
}

export type LaunchRefusal =
  | PlanRefusal
  | ComplianceAway
  | { code: 'campaign-unknown' | 'campaign-changed' }
  | { code: 'campaign-over'; state: CampaignState }
  | { code: 'text-refused'; refused: TextVerdict['refused']; leavesSomewhere: boolean }
  | { code: 'SENDER_NOT_YOURS' | typeof ADDRESS_BOOK_EMPTY; detail: string };

/**
 * Starts a draft after checking it: a text that would be refused for everybody is refused once here, to the caller who can change it. A
 * started campaign stays unchanged.
 */
@Injectable()
export class LaunchCampaign {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly advertisers: FindAdvertisers,
    private readonly checkText: CheckCampaignText,
    private readonly startCampaign: StartCampaign,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(id: string, launch: Launch, asking: Caller): Promise<Result<CampaignView, LaunchRefusal>> {
    const plan = await storedPlan(this.database, id);
    if (plan?.state === 'draft') {
      const refusal = await this.refusalOf(plan, launch, asking);
      if (refusal) return refused(refusal);
    }
    return this.database.run(async (tx) => {
      const now = await storedPlan(tx, id, true);
      if (!now) return refused({ code: 'campaign-unknown' });
      if (now.state === 'cancelled') return refused({ code: 'campaign-over', state: now.state });
      if (now.state === 'draft') {
        // Asking took a while, and somebody else may have changed what was asked about.
        if (JSON.stringify(now) !== JSON.stringify(plan)) return refused({ code: 'campaign-changed' });
        await this.start(tx, now, launch);
      }
      const started = await this.campaigns.byId(id, tx);
      return started ? ok(started) : refused({ code: 'campaign-unknown' });
    });
  }

  private async refusalOf(plan: StoredPlan, { partly }: Launch, asking: Caller): Promise<LaunchRefusal | undefined> {
    const now = this.clock.now();
    const fault = timeFault(plan, now) ?? (await this.senderFault(plan.advertiserId));
    if (fault) return fault;
    const checked = await this.checkText.execute(plan, Math.max(now, plan.sendAt ?? now), asking);
    if (!checked.ok) return checked.refusal;
    if (!checked.value) {
      const detail = `The address book has no contacts, so there is nobody to write to. Import some by POST /v1/address-books/${plan.addressBookId}/contacts.`;
      return { code: ADDRESS_BOOK_EMPTY, detail };
    }
    const { refused: regions, leavesSomewhere } = checked.value;
    if (regions.length === 0 || (partly && leavesSomewhere)) return undefined;
    return { code: 'text-refused', refused: regions, leavesSomewhere };
  }

  /** Refuses a sender that is approved in no country; others are checked for each recipient. */
  private async senderFault(advertiserId: string): Promise<LaunchRefusal | undefined> {
    const { sender = '', senders = [] } = (await this.advertisers.byId(advertiserId)) ?? {};
    if (senders.some((each) => each.sender.toLowerCase() === sender.toLowerCase())) return undefined;
    const detail = `"${sender}", the sender of this advertiser, is approved nowhere. Have it approved by POST /v1/advertisers/:id/senders first.`;
    return { code: 'SENDER_NOT_YOURS', detail };
  }

  private async start(tx: Tx, { id, advertiserId, addressBookId, sendAt }: StoredPlan, { by }: Launch): Promise<void> {
    const now = this.clock.now();
    await tx.query(CAMPAIGNS_SQL.schedule, [id, now]);
    await tx.query(CAMPAIGNS_SQL.recordControl, [id, 'start', by ?? null, null, null, now]);
    // From here on others know whose it is: a publisher may name it for messages of this advertiser alone.
    const control = { campaignId: id, advertiserId, state: 'running' as const, at: now };
    await this.outbox.add(tx, campaignControls, [controlRecord(control)]);
    if ((sendAt ?? now) <= now) await this.startCampaign.execute(tx, id, addressBookId);
  }
}
