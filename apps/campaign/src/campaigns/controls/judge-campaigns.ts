import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log, Metrics, ScheduledJob } from '@stopsms/service';
import { Counter } from 'prom-client';
import { type Judgement, type ReactionLimits, judgeReaction } from '../../statistics/judge-reaction.rule';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { ChangeCampaign } from './change-campaign';
import { type CampaignReaction, FindReactions } from '../../statistics/find-reactions';
import { JudgeAdvertisers } from '../../statistics/judge-advertisers';

export const REACTION_LIMITS = Symbol('thresholds of alerts and pauses of a campaign');

const EVERY_MS = 1_000;
/** Counting takes at most this part of the time, however large the campaigns are. */
const SHARE = 0.1;

/**
 * Raises alerts for campaigns with too many opt-outs; pauses these and the advertisers that exceed the limits
 * (docs/law/complaints.md#what-it-leads-to).
 */
@Injectable()
export class JudgeCampaigns extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Opt-out rates of campaigns cannot be judged; retrying';
  override readonly runsAtStart = false;
  private readonly alerts: Counter;
  private readonly pauses: Counter<'code'>;
  /** At start too: the last records may not have been judged. */
  private hasChanged = true;
  private notBefore = 0;

  constructor(
    private readonly reactions: FindReactions,
    private readonly changeCampaign: ChangeCampaign,
    private readonly judgeAdvertisers: JudgeAdvertisers,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(REACTION_LIMITS) private readonly limits: ReactionLimits,
    @Inject(LOG) private readonly log: Log,
    { registry }: Metrics,
  ) {
    super();
    const registers = [registry];
    this.alerts = new Counter({
      name: 'stopsms_campaign_alerts_total',
      help: 'Campaigns whose opt-out rate became high',
      registers,
    });
    this.pauses = new Counter({
      name: 'stopsms_campaign_self_pauses_total',
      help: 'Campaigns paused automatically',
      labelNames: ['code'],
      registers,
    });
  }

  /** Receipts, opt-outs or complaints were recorded: campaigns and advertisers are judged by them within a second or so. */
  requestJudgement(): void {
    this.hasChanged = true;
  }

  async execute(): Promise<void> {
    if (!this.hasChanged || performance.now() < this.notBefore) return;
    const startedAt = performance.now();
    this.hasChanged = false;
    try {
      for (const reaction of await this.reactions.execute(this.limits, this.clock.now())) {
        const { alert, pause } = judgeReaction(reaction, this.limits);
        if (alert !== undefined && !reaction.alerted) await this.alert(reaction, alert);
        if (pause && !reaction.isOver) await this.pause(reaction, pause);
      }
      await this.judgeAdvertisers.execute();
    } catch (error) {
      this.hasChanged = true;
      throw error;
    } finally {
      const now = performance.now();
      this.notBefore = now + (now - startedAt) / SHARE;
    }
  }

  /** Once in the life of a campaign. */
  private async alert({ id, advertiserId }: CampaignReaction, detail: string): Promise<void> {
    const [first] = await this.database.query(CAMPAIGNS_SQL.alert, [id, this.clock.now()]);
    if (!first) return;
    this.alerts.inc();
    this.log.warn({ campaignId: id, advertiserId, detail }, 'Many recipients of a campaign opt out');
  }

  private async pause(
    { id, advertiserId }: CampaignReaction,
    { code, detail }: NonNullable<Judgement['pause']>,
  ): Promise<void> {
    if (!(await this.changeCampaign.pauseItself(id, code, detail))) return;
    this.pauses.inc({ code });
    this.log.warn({ campaignId: id, advertiserId, code, detail }, 'A campaign paused itself: a person must look at it');
  }
}
