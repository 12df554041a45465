import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type CampaignState, type CampaignView, FindCampaigns } from './find-campaigns';

export type CampaignAction = 'pause' | 'resume' | 'cancel';

export interface ChangeRefusal {
  code: 'campaign-unknown' | 'campaign-over';
  state?: CampaignState;
}

/** From which states each action does something. Where it would lead to the state it finds, it changes nothing. */
const FROM: Record<CampaignAction, CampaignState[]> = {
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  cancel: ['scheduled', 'running', 'paused'],
};
const ALREADY: Record<CampaignAction, CampaignState[]> = {
  pause: ['paused'],
  resume: ['scheduled', 'running'],
  cancel: ['cancelled'],
};

/** Pauses, resumes and cancels. Messages already handed to compliance go on; those not made yet wait, or never are. */
@Injectable()
export class ChangeCampaign {
  constructor(
    private readonly database: Database,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(id: string, action: CampaignAction): Promise<Result<CampaignView, ChangeRefusal>> {
    return this.database.run(async (tx) => {
      // Waits for the chunk being made, if any: afterwards nothing more is made.
      await tx.query(
        `UPDATE campaign SET
           state = CASE $2 WHEN 'pause' THEN 'paused' WHEN 'cancel' THEN 'cancelled'
                           ELSE CASE WHEN started_at IS NULL THEN 'scheduled' ELSE 'running' END END,
           recipients = CASE WHEN $2 = 'cancel' AND recipients IS NULL
             THEN (SELECT count(*) FROM contact WHERE address_book_id = campaign.address_book_id) ELSE recipients END,
           finished_at = CASE WHEN $2 = 'cancel' THEN to_timestamp($3 / 1000.0) END
         WHERE id = $1 AND state = ANY($4::text[])`,
        [id, action, this.clock.now(), FROM[action]],
      );
      const campaign = await this.campaigns.byId(id, tx);
      if (!campaign) return refused({ code: 'campaign-unknown' });
      const { state } = campaign;
      const done = ALREADY[action].includes(state);
      return done ? ok(campaign) : refused({ code: 'campaign-over', state });
    });
  }
}
