import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';

const EVERY_MS = 3_600_000;
/** Operators send receipts for days, and publishers’ topics keep what was said of a message as long. */
const KEPT_MS = 30 * 86_400_000;

/** Deletes who asked for messages of which nothing can be reported any more. */
@Injectable()
export class ForgetPublishers extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Publishers of expired messages are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    await this.database.query(
      `DELETE FROM published_message p WHERE asked_at < to_timestamp($1 / 1000.0)
         AND NOT EXISTS (SELECT FROM open_message m WHERE m.message_id = p.message_id)`,
      [this.clock.now() - KEPT_MS],
    );
  }
}
