import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { holdQueue } from './review-lock';

const EVERY_MS = 600_000;
/** Long enough for whoever questions a decision to see the text it was about. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Deletes the text of a review some time after the decision; who decided, when and why stays. A review that nobody decided
 * on and nothing waits for any more goes as a whole: should the text come again, it is a new one.
 */
@Injectable()
export class ForgetReviews extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired reviews are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    const before = this.clock.now() - KEPT_MS;
    await this.database.query(
      'UPDATE review SET text = NULL WHERE text IS NOT NULL AND decided_at < to_timestamp($1 / 1000.0)',
      [before],
    );
    await this.database.run(async (tx) => {
      holdQueue(tx);
      await tx.query(
        `DELETE FROM review r WHERE state = 'open' AND opened_at < to_timestamp($1 / 1000.0)
           AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
        [before],
      );
    });
  }
}
