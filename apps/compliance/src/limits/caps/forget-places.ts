import { Injectable } from '@nestjs/common';
import { MAX_CAPPED_HOURS } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { IN_LANES_MS, deleteExpiredReservations } from './reservations';

const EVERY_MS = 3_600_000;
const KEPT_MS = MAX_CAPPED_HOURS * 3_600_000 + IN_LANES_MS;

/** Deletes what counts towards no cap any more. */
@Injectable()
export class ForgetPlaces extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired reservations of caps are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await deleteExpiredReservations(this.database, this.clock.now() - KEPT_MS);
  }
}
