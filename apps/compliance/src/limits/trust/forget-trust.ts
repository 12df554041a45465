import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { KEPT_DAYS } from '../../rules/packs/kept-days';

const EVERY_MS = 6 * 3_600_000;

/** What an advertiser sent long ago speaks neither for nor against it. */
@Injectable()
export class ForgetTrust extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired days of trust are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    const before = this.clock.now() - (KEPT_DAYS + 1) * 86_400_000;
    for (const table of ['right_day', 'caught_day']) {
      await this.database.query(`DELETE FROM ${table} WHERE day < to_timestamp($1 / 1000.0)`, [before]);
    }
  }
}
