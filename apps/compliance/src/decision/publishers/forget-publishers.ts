import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { PUBLISHERS_SQL } from './publishers.store';

const EVERY_MS = 3_600_000;
/** Operators send receipts for days, and publishers’ topics keep what was said of a message as long. */
const KEPT_MS = 30 * 86_400_000;

/** Deletes who asked for messages of which nothing can be reported any more. */
@Injectable()
export class ForgetPublishers extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Publishers of expired messages are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.database.query(PUBLISHERS_SQL.deleteBefore, [this.clock.now() - KEPT_MS]);
  }
}
