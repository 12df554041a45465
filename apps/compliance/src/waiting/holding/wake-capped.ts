import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { advertiserIn, cappedBy } from '../../limits/caps/waiting-for-cap';
import { HELD_SQL, WOKEN_AT_ONCE } from './held.store';

/** Makes messages held by caps due after a change of the caps, because they may now be sent sooner or later. */
@Injectable()
export class WakeCapped {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    const waiting = await this.database.query(HELD_SQL.caps);
    const changed = waiting
      .map(({ name }) => name)
      .filter((name) => {
        const advertiser = this.directory.get(advertiserIn(name));
        return advertiser !== undefined && cappedBy(advertiser) !== name;
      });
    if (changed.length === 0) return false;
    const [turn] = await this.database.query(HELD_SQL.wakeCapped, [this.clock.now(), changed]);
    return turn?.woken === WOKEN_AT_ONCE;
  }
}
