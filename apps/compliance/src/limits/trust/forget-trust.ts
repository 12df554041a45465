import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Chore, LOG, type Log } from '@stopsms/service';
import { KEPT_DAYS } from '../../rules/packs/kept-days';

const EVERY_MS = 6 * 3_600_000;

/** What an advertiser sent long ago speaks neither for nor against it. */
@Injectable()
export class ForgetTrust extends Chore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(EVERY_MS, 'Old days of right and caught texts not deleted; trying again', log);
  }

  async execute(): Promise<void> {
    const before = this.clock.now() - (KEPT_DAYS + 1) * 86_400_000;
    for (const table of ['right_day', 'caught_day']) {
      await this.database.query(`DELETE FROM ${table} WHERE day < to_timestamp($1 / 1000.0)`, [before]);
    }
  }
}
