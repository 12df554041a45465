import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';

const EVERY_MS = 6 * 3_600_000;
/** So that what was used can be compared with a year ago. */
const KEPT_MS = 400 * 86_400_000;

/** Counters of days and months long over are deleted. */
@Injectable()
export class ForgetUses extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired quota counters are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.database.query('DELETE FROM quota_use WHERE starts_on < to_timestamp($1 / 1000.0)', [
      this.clock.now() - KEPT_MS,
    ]);
  }
}
