import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { campaignControls, tombstone } from '../../produces/campaign.controls.v1';
import { CAMPAIGNS_SQL } from '../campaigns.store';

const EVERY_MS = 600_000;
/** A request waits on its topic for three days at most, and as long on its lane; a day more for what is late. */
const UNDER_WAY_MS = (3 + 3 + 1) * 86_400_000;

/** Deletes controls of finished campaigns from their topic, so that it stays small. */
@Injectable()
export class DeleteExpiredControls extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Controls of finished campaigns are not removed from their topic; retrying';

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.database.run(async (tx) => {
      const over = await tx.query(CAMPAIGNS_SQL.unsetControlled, [this.clock.now() - UNDER_WAY_MS]);
      await this.outbox.add(
        tx,
        campaignControls,
        over.map(({ id }) => tombstone(id)),
      );
    });
  }
}
