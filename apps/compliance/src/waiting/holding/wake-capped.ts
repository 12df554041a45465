import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { advertiserIn, cappedBy } from '../../limits/caps/waiting-for-cap';
import { waitedFor, wakeHeld } from './wake-held';

/** Makes due what waits under caps that its advertiser has changed since: by the new ones it may leave sooner, or later. */
@Injectable()
export class WakeCapped {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns whether more may wait than one turn wakes */
  async execute(): Promise<boolean> {
    const changed = (await waitedFor(this.database, 'capped_by')).filter((name) => {
      const advertiser = this.directory.get(advertiserIn(name));
      return advertiser !== undefined && cappedBy(advertiser) !== name;
    });
    return wakeHeld(this.database, 'capped_by', changed, this.clock.now());
  }
}
