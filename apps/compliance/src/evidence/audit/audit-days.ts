import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { DayParts } from '../day-parts';
import { SETTINGS, type Settings } from '../../settings/settings';

/** Parts of the table of audit events. */
@Injectable()
export class AuditDays extends DayParts {
  constructor(
    database: Database,
    clock: Clock,
    @Inject(SETTINGS) settings: Pick<Settings, 'AUDIT_KEPT_DAYS'>,
    @Inject(LOG) log: Log,
  ) {
    super(['audit_event'], settings.AUDIT_KEPT_DAYS, database, clock, log);
  }
}
