import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { DayParts } from '../day-parts';
import { SETTINGS, type Settings } from '../../settings/settings';

/** Parts of the tables of facts. */
@Injectable()
export class FactDays extends DayParts {
  constructor(
    database: Database,
    clock: Clock,
    @Inject(SETTINGS) settings: Pick<Settings, 'PROOFS_KEPT_DAYS'>,
    @Inject(LOG) log: Log,
  ) {
    // Rows of `fact` are from before frames.
    super(['fact_frame', 'fact_link'], settings.PROOFS_KEPT_DAYS, database, clock, log, ['fact']);
  }
}
