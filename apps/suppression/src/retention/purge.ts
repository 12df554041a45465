import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Rows per statement: nobody waits long behind a purge. */
const CHUNK = 10_000;

/** What there is no reason to keep longer. Opt-outs are kept for ever (docs/law/opt-outs.md#how-long-it-holds). */
const KEPT: { table: string; where: string; days: number }[] = [
  // 36 months, for defence.
  { table: 'abuse_report', where: 'recorded_at', days: 1_096 },
  // A number nobody tried for a year: what was known of it says nothing any more.
  { table: 'number_state', where: `state = 'unreachable' AND last_failure_at`, days: 365 },
  // Left by a replica that ended in the middle of a reconciliation.
  { table: 'reconciled_key', where: 'listed_at', days: 1 },
];

/** Deletes what is over, once an hour. */
@Injectable()
export class Purge extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired rows are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    for (const { table, where, days } of KEPT) {
      const before = this.clock.now() - days * DAY_MS;
      const sql = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${table} WHERE ${where} < to_timestamp($1 / 1000.0) LIMIT ${CHUNK})) RETURNING 1`;
      while ((await this.database.query(sql, [before])).length === CHUNK);
    }
  }
}
