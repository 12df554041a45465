import { Inject, Injectable } from '@nestjs/common';
import { KeyUses } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { Chore, LOG, type Log } from '@stopsms/service';

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
      `UPDATE advertiser_key AS k SET last_used_at = greatest(k.last_used_at, to_timestamp(u.at / 1000.0))
       FROM unnest($1::uuid[], $2::float8[]) AS u (id, at) WHERE k.id = u.id`,
      [[...uses.keys()], [...uses.values()]],
    );
  }
}
