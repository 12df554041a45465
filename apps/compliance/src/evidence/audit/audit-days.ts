import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { DayParts } from '../proofs/day-parts';

/** Parts of the table of audit events. */
@Injectable()
export class AuditDays extends DayParts {
  constructor(database: Database, clock: Clock, @Inject('AUDIT_KEPT_DAYS') keptDays: number, @Inject(LOG) told: Log) {
    super('audit_event', keptDays, database, clock, told);
  }
}
