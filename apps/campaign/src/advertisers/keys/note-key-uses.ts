import { Inject, Injectable } from '@nestjs/common';
import { KeyUses } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { Chore, LOG, type Log } from '@stopsms/service';
import { ADVERTISER_KEYS_SQL, KEY_USES } from './advertiser-keys.store';

const EVERY_MS = 60_000;

/** Writes down when keys were last used here, so that one nobody uses any more can be found and revoked. */
@Injectable()
export class NoteKeyUses extends Chore {
  constructor(
    private readonly database: Database,
    private readonly uses: KeyUses,
    @Inject(LOG) log: Log,
  ) {
    super(EVERY_MS, 'Uses of keys not noted; the next ones are', log);
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
