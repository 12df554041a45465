import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { HELD_SQL } from '../../waiting/holding/held.store';

const EVERY_MS = 600_000;
/** The lanes keep a cleared message as long: after that it can come back to us no more. */
const KEPT_MS = 3 * 86_400_000;

/** Number and text of a message are erased once it can have no other attempt, also when no outcome ever came. */
@Injectable()
export class ForgetRequests extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired requests are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.database.query(HELD_SQL.deleteOpenBefore, [this.clock.now() - KEPT_MS]);
  }
}
