import { Injectable } from '@nestjs/common';
import { KeyUses } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { ADVERTISER_KEYS_SQL, KEY_USES } from './advertiser-keys.store';

const EVERY_MS = 60_000;

/** Records the last use of keys here, so that unused ones can be found and revoked. */
@Injectable()
export class NoteKeyUses extends ScheduledJob {
  readonly everyMs = EVERY_MS;
  readonly failure = 'Last uses of API keys are not recorded; later ones will be';

  constructor(
    private readonly database: Database,
    private readonly uses: KeyUses,
  ) {
    super();
  }

  async execute(): Promise<void> {
    const uses = this.uses.take();
    if (uses.size === 0) return;
    await this.database.query(
      ADVERTISER_KEYS_SQL.recordUses,
      KEY_USES.of([...uses], ([id, at]) => ({ id, at })),
    );
  }
}
