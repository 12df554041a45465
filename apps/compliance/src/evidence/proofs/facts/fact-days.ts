import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { DayParts } from '../day-parts';
import { SETTINGS, type Settings } from '../../../settings/settings';

/** Parts of the table of facts. */
@Injectable()
export class FactDays extends DayParts {
  constructor(
    database: Database,
    clock: Clock,
    @Inject(SETTINGS) settings: Pick<Settings, 'PROOFS_KEPT_DAYS'>,
    @Inject(LOG) log: Log,
  ) {
    super('fact', settings.PROOFS_KEPT_DAYS, database, clock, log);
  }
}
