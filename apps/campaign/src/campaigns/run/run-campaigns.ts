import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { Readiness, Worker } from '@stopsms/service';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { ExpandCampaign } from './expand-campaign';
import { LaneQueue } from '../../messages/lane-queue';
import { MarketingControl } from '../../advertisers/pause/marketing-control';
import { StartCampaign } from './start-campaign';

const IDLE_MS = 500;
const OUTBOX_FULL_MS = 20;
/** Messages in progress are counted each time, and outcomes are stored four times a second. */
const LANE_FULL_MS = 250;

/** Starts campaigns when they are due, creates their messages at the rate of sending, and detects when all are decided. */
@Injectable()
export class CampaignRunner extends Worker {
  readonly failure = 'Campaigns cannot continue; nothing is lost, retrying';

  constructor(
    private readonly startCampaign: StartCampaign,
    private readonly expandCampaign: ExpandCampaign,
    private readonly capacity: OutboxCapacity,
    private readonly lane: LaneQueue,
    private readonly database: Database,
    private readonly clock: Clock,
    readiness: Readiness,
    marketing: MarketingControl,
  ) {
    super();
    marketing.onResume(() => this.nudge());
    readiness.register('campaigns', () => this.fault && `campaigns wait: ${this.fault.message}`);
  }

  protected async step(): Promise<number> {
    // Most of the time there is none: one statement instead of four transactions.
    const [found] = await this.database.query(CAMPAIGNS_SQL.isAnyActive, [this.clock.now()]);
    if (!found?.isActive) return IDLE_MS;
    await this.startCampaign.startDue();
    if (!(await this.capacity.available())) return OUTBOX_FULL_MS;
    if (!(await this.lane.hasRoom())) return LANE_FULL_MS;
    if (await this.expandCampaign.execute()) return 0;
    await this.complete();
    return IDLE_MS;
  }

  /** A campaign is over when each message is refused, or its sending was tried; receipts may still come. */
  private async complete(): Promise<void> {
    await this.database.query(CAMPAIGNS_SQL.complete, [this.clock.now()]);
  }
}
