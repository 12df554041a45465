import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { PauseCode } from '../../statistics/judge-reaction.rule';
import { campaignControls, controlRecord } from '../../produces/campaign.controls.v1';
import type { CampaignsSql } from '../campaigns.sql';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { type CampaignState, type CampaignView, FindCampaigns } from '../find-campaigns';

export type CampaignAction = 'pause' | 'resume' | 'cancel';

/** Person who requests a change, and the reason, if given. */
export interface Person {
  by?: string | undefined;
  reason?: string | undefined;
  /** Change made with a key of the advertiser, which resumes only what such a key paused. */
  ofAdvertiser?: boolean;
}

interface ChangeRefusal {
  code: 'campaign-unknown' | 'campaign-over' | 'campaign-not-started' | 'resume-needs-a-person' | 'paused-by-others';
  state?: CampaignState;
}

/** From which states each action does something. Where it would lead to the state it finds, it changes nothing. */
const FROM: Record<CampaignAction, CampaignState[]> = {
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  cancel: ['draft', 'scheduled', 'running', 'paused'],
};
const ALREADY: Record<CampaignAction, CampaignState[]> = {
  pause: ['paused'],
  resume: ['scheduled', 'running'],
  cancel: ['cancelled'],
};
const PUBLISHED_STATE = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;
/** Name recorded for a pause that no person requested. */
const ITSELF = 'STOP SMS';

type CampaignRow = CampaignsSql['lock']['row'];
type Change = Person & { action: CampaignAction; code?: PauseCode };

/**
 * Pauses, resumes and cancels. No further messages are made, and the control, published in the same transaction, stops those made
 * already, wherever they are: compliance holds or refuses them, the dispatcher gives them back or blocks them.
 */
@Injectable()
export class ChangeCampaign {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(id: string, action: CampaignAction, person: Person): Promise<Result<CampaignView, ChangeRefusal>> {
    return this.database.run(async (tx) => {
      const found = await this.lock(tx, id);
      if (!found) return refused({ code: 'campaign-unknown' });
      const { state, pauseCode, pausedByAdvertiser } = found;
      if (FROM[action].includes(state)) {
        if (action === 'resume' && person.ofAdvertiser && (pauseCode !== null || !pausedByAdvertiser)) {
          return refused({ code: 'paused-by-others', state });
        }
        if (action === 'resume' && pauseCode !== null) {
          if (!person.by || !person.reason) return refused({ code: 'resume-needs-a-person', state });
          await this.countAnew(tx, id);
        }
        await this.apply(tx, id, found, { action, ...person });
      } else if (!ALREADY[action].includes(state)) {
        return refused({ code: state === 'draft' ? 'campaign-not-started' : 'campaign-over', state });
      }
      const campaign = await this.campaigns.byId(id, tx);
      return campaign ? ok(campaign) : refused({ code: 'campaign-unknown' });
    });
  }

  /** Pauses a campaign for its recipients' reaction; false when it is over or did so already. */
  async pauseItself(id: string, code: PauseCode, reason: string): Promise<boolean> {
    return this.database.run(async (tx) => {
      const found = await this.lock(tx, id);
      const may = found && found.pauseCode === null && ['running', 'paused'].includes(found.state);
      if (may) await this.apply(tx, id, found, { action: 'pause', by: ITSELF, code, reason });
      return may === true;
    });
  }

  /** Waits for the chunk being made, if any: afterwards nothing more is made. */
  private async lock(tx: Tx, id: string): Promise<CampaignRow | undefined> {
    const [found] = await tx.query(CAMPAIGNS_SQL.lock, [id]);
    return found;
  }

  private async apply(tx: Tx, id: string, { advertiserId }: CampaignRow, change: Change): Promise<void> {
    const { action, by, code, reason, ofAdvertiser } = change;
    const at = this.clock.now();
    const isPausedByAdvertiser = action === 'pause' && ofAdvertiser === true;
    await tx.query(CAMPAIGNS_SQL.control, [id, action, at, code ?? null, isPausedByAdvertiser]);
    await tx.query(CAMPAIGNS_SQL.recordControl, [id, action, by ?? null, code ?? null, reason ?? null, at]);
    const control = { campaignId: id, advertiserId, state: PUBLISHED_STATE[action], at };
    await this.outbox.add(tx, campaignControls, [controlRecord({ ...control, ...(reason && { reason }) })]);
  }

  /** Thresholds count from the last resume, because a person took responsibility for earlier events. */
  private async countAnew(tx: Tx, id: string): Promise<void> {
    await tx.query(CAMPAIGNS_SQL.judgeFrom, [id, this.clock.now()]);
  }
}
