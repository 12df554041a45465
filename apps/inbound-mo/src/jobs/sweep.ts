import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { SETTINGS, type Settings } from '../settings';
import { JoinUnknown } from '../receipts/join-unknown';
import { Purge } from './purge';
import { KeepQuarantines } from '../quarantine/keep-quarantines';
import { ReadReplies } from '../replies/read-replies';
import { SettleReceipts } from '../receipts/settle-receipts';
import { DecideOverdue } from '../replies/unclassified/decide-overdue';

const PURGE_EVERY_MS = 3_600_000;

/** Picks up what waits for time to pass, and what a crash left between two steps. */
@Injectable()
export class Sweep extends ScheduledJob {
  readonly everyMs: number;
  readonly failure = 'Overdue replies, receipts and quarantines are not all processed; retrying';
  override readonly runsAtStart = false;
  private nextPurgeAt = 0;

  constructor(
    private readonly readReplies: ReadReplies,
    private readonly settleReceipts: SettleReceipts,
    private readonly joinUnknown: JoinUnknown,
    private readonly quarantines: KeepQuarantines,
    private readonly decideOverdue: DecideOverdue,
    private readonly purge: Purge,
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
    await this.decideOverdue.execute();
    await this.quarantines.republishOpen();
    await this.joinUnknown.execute(this.clock.now() - this.settings.UNKNOWN_WAIT_MS);
    await this.settleReceipts.execute();
    const [parked] = await this.database.query<{ count: number }>('SELECT count(*)::int AS count FROM raw_receipt');
    this.metrics.parkedReceipts.set(parked?.count ?? 0);
    if (this.clock.now() < this.nextPurgeAt) return;
    await this.purge.execute();
    this.nextPurgeAt = this.clock.now() + PURGE_EVERY_MS;
  }
}
