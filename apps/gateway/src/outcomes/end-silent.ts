import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { SETTLE_BATCH, SUBMISSIONS_SQL } from '../submissions/submissions.store';
import { RecordOutcomes } from './record-outcomes';

const HOUR_MS = 3_600_000;
/** Operators send receipts for seven days. */
const RECEIPT_WITHIN_MS = 8 * 24 * HOUR_MS;
/** The longest that a message waits for its hour or a decision, as outcomes are kept. */
const OUTCOME_WITHIN_MS = 31 * 24 * HOUR_MS;

/** Ends messages of which nothing more is reported, so that their systems do not wait for ever. */
@Injectable()
export class EndSilent extends ScheduledJob {
  readonly everyMs = 600_000;
  readonly failure = 'Messages without a receipt are not ended; retrying';

  constructor(
    private readonly database: Database,
    private readonly recordOutcomes: RecordOutcomes,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    for (let count = SETTLE_BATCH; count === SETTLE_BATCH && !this.isStopping;) {
      const now = this.clock.now();
      const params = [now - RECEIPT_WITHIN_MS, now - OUTCOME_WITHIN_MS] as const;
      const silent = await this.database.query(SUBMISSIONS_SQL.silent, params);
      count = silent.length;
      await this.recordOutcomes.record(
        silent.map(({ messageId }) => ({ messageId, stage: 'failed', stat: 'UNKNOWN', at: now })),
      );
    }
  }
}
