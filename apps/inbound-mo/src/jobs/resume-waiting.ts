import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { SETTINGS, type Settings } from '../settings';
import { JoinUnknown } from '../receipts/join-unknown';
import { TrackQuarantines } from '../quarantine/track-quarantines';
import { ReadReplies } from '../replies/read-replies';
import { RECEIPTS_SQL } from '../receipts/receipts.store';
import { SettleReceipts } from '../receipts/settle-receipts';
import { ExpireUnclassified } from '../replies/unclassified/expire-unclassified';

/** Handles parts, replies, quarantines and receipts whose waiting time has passed, and what a crash left between two steps. */
@Injectable()
export class ResumeWaiting extends ScheduledJob {
  readonly everyMs: number;
  readonly failure = 'Overdue replies, receipts and quarantines are not all processed; retrying';
  override readonly runsAtStart = false;

  constructor(
    private readonly readReplies: ReadReplies,
    private readonly settleReceipts: SettleReceipts,
    private readonly joinUnknown: JoinUnknown,
    private readonly quarantines: TrackQuarantines,
    private readonly expireUnclassified: ExpireUnclassified,
    private readonly database: Database,
    private readonly metrics: InboundMoMetrics,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
    this.everyMs = settings.SWEEP_MS;
  }

  async execute(): Promise<void> {
    await this.readReplies.readOverdue(this.clock.now() - this.settings.PARTS_WAIT_MS);
    await this.expireUnclassified.execute();
    await this.quarantines.republishOpen();
    await this.joinUnknown.execute(this.clock.now() - this.settings.UNKNOWN_WAIT_MS);
    await this.settleReceipts.execute();
    const [parked] = await this.database.query(RECEIPTS_SQL.countWaiting);
    this.metrics.parkedReceipts.set(parked?.count ?? 0);
  }
}
