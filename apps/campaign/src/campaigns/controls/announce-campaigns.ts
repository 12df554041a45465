import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { campaignControls, controlRecord } from '../../produces/campaign.controls.v1';
import { CAMPAIGNS_SQL, MAX_CONTROLS } from '../campaigns.store';

const EVERY_MS = 600_000;

/** Publishes the controls of campaigns that were started before each start published one; none is left after the first run. */
@Injectable()
export class AnnounceCampaigns extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Controls of started campaigns are not published; retrying';

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    let count: number;
    do count = await this.announce();
    while (count === MAX_CONTROLS);
  }

  /** A concurrent pause or cancellation waits for the row, so that it is published afterwards. */
  private announce(): Promise<number> {
    return this.database.run(async (tx) => {
      const started = await tx.query(CAMPAIGNS_SQL.setControlled);
      const at = this.clock.now();
      await this.outbox.add(
        tx,
        campaignControls,
        started.map((each) => controlRecord({ ...each, at })),
      );
      return started.length;
    });
  }
}
