import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { Advertiser } from '../produces/campaign.advertisers.v1';
import { newId } from './page';
import { StoreAdvertiser } from './store-advertiser';

export type NewAdvertiser = Omit<Advertiser, 'id' | 'createdAt'>;

/** Makes a legal entity for which texts are sent. */
@Injectable()
export class CreateAdvertiser {
  constructor(
    private readonly store: StoreAdvertiser,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, given: NewAdvertiser): Promise<Advertiser> {
    const now = this.clock.now();
    const advertiser: Advertiser = {
      id: newId(now),
      ...given,
      codes: [...new Set([given.shortCode, ...given.codes])],
      linkHosts: [...new Set(given.linkHosts)],
      createdAt: now,
    };
    await this.store.execute(tx, advertiser);
    return advertiser;
  }
}
