import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { LOG, type Log, Readiness } from '@stopsms/service';
import { ExpandCampaign } from './expand-campaign';
import { LaneQueue } from '../../messages/lane-queue';
import { MarketingControl } from '../../advertisers/pause/marketing-control';
import { StartCampaign } from './start-campaign';

const IDLE_MS = 500;
const NO_ROOM_MS = 20;
/** What is under way is counted each time, and outcomes are heard of five times a second. */
const LANE_FULL_MS = 200;
const RETRY_MS = 1_000;

/** Starts campaigns when they are due, makes their messages as fast as they leave, and notices when all are decided. */
@Injectable()
export class CampaignRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private stopping = false;
  private running: Promise<void> | undefined;
  private fault: string | undefined;
  private nudged = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly startCampaign: StartCampaign,
    private readonly expandCampaign: ExpandCampaign,
    private readonly room: OutboxCapacity,
    private readonly lane: LaneQueue,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    readiness: Readiness,
    marketing: MarketingControl,
  ) {
    marketing.onResume(() => this.nudge());
    readiness.register('campaigns', () => this.fault);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.nudge();
    await this.running;
  }

  /** There may be something to do; without a nudge it is found within half a second. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.nudged = false;
      try {
        const wait = await this.step();
        this.fault = undefined;
        if (wait > 0) await this.pause(wait);
      } catch (error) {
        this.fault = `campaigns wait: ${(error as Error).message}`;
        this.log.warn({ err: error, retryInMs: RETRY_MS }, 'Campaigns cannot go on; nothing is lost, trying again');
        await this.pause(RETRY_MS);
      }
    }
  }

  /** Returns how long to wait before the next step. */
  private async step(): Promise<number> {
    await this.startCampaign.startDue();
    if (!(await this.room.available())) return NO_ROOM_MS;
    if (!(await this.lane.hasRoom())) return LANE_FULL_MS;
    if (await this.expandCampaign.execute()) return 0;
    await this.complete();
    return IDLE_MS;
  }

  /** A campaign is over when each message is refused, or its sending was tried; receipts may still come. */
  private async complete(): Promise<void> {
    await this.database.query(
      `UPDATE campaign SET state = 'completed', finished_at = to_timestamp($1 / 1000.0)
       WHERE state IN ('running', 'paused') AND expanded
         AND NOT EXISTS (SELECT 1 FROM message WHERE campaign_id = campaign.id AND open > 0)`,
      [this.clock.now()],
    );
  }

  private async pause(ms: number): Promise<void> {
    if (this.nudged) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
