import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { SENT_TEXTS_SQL } from './sent-texts.store';

const EVERY_MS = 3_600_000;
/** Complaints come within days; texts are kept in no form longer than the replies to them (docs/law/retention.md#how-long). */
const KEPT_MS = 30 * 86_400_000;

/** Deletes what was kept of sent texts for complaints that no longer come. */
@Injectable()
export class ForgetSentTexts extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Expired texts of adverts are not deleted; retrying';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async execute(): Promise<void> {
    const before = this.clock.now() - KEPT_MS;
    await this.database.query(SENT_TEXTS_SQL.deleteBatchesBefore, [before]);
    await this.database.query(SENT_TEXTS_SQL.deleteTextsBefore, [before]);
  }
}
