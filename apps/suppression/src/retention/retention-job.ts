import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { ABUSE_REPORTS_SQL } from '../abuse-reports/abuse-reports.store';
import { RECONCILIATIONS_SQL } from '../lists/reconciliations.store';
import { NUMBERS_SQL } from '../numbers/numbers.store';

const INTERVAL_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Rows per statement, so that no other statement waits long. */
const CHUNK = 10_000;

/** Periods after which rows are deleted. Opt-outs are never deleted (docs/law/opt-outs.md#how-long-it-holds). */
const RULES = [
  // 36 months, for defence.
  { deleteBefore: ABUSE_REPORTS_SQL.deleteBefore, days: 1_096 },
  // A number that nobody texted for a year: what receipts said of it is out of date.
  { deleteBefore: NUMBERS_SQL.deleteUnreachableBefore, days: 365 },
  // Left by a replica that ended in the middle of a reconciliation.
  { deleteBefore: RECONCILIATIONS_SQL.deleteBefore, days: 1 },
];

/** Deletes rows past their retention, once an hour. */
@Injectable()
export class RetentionJob extends ScheduledJob {
  readonly everyMs = INTERVAL_MS;
  readonly failure = 'Expired rows are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    for (const { deleteBefore, days } of RULES) {
      const before = this.clock.now() - days * DAY_MS;
      while ((await this.database.query(deleteBefore, [before, CHUNK])).length === CHUNK);
    }
  }
}
