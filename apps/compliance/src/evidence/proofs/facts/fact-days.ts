import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { DayParts } from '../day-parts';

/** Parts of the table of facts. */
@Injectable()
export class FactDays extends DayParts {
  constructor(
    database: Database,
    clock: Clock,
    @Inject('PROOFS_KEPT_DAYS') keptDays: number | undefined,
    @Inject(LOG) told: Log,
  ) {
    super('fact', keptDays, database, clock, told);
  }
}
