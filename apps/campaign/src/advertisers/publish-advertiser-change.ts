import { Injectable } from '@nestjs/common';
import { type Result, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { StoreAdvertiser } from './store-advertiser';
import { ADVERTISERS_SQL } from './advertisers.store';
import { type StoredAdvertiser, advertiserOf } from './stored-advertiser';

export interface PublishRefusal {
  code: 'advertiser-unknown';
}

/** Changes what belongs to an advertiser and publishes it to every service in the same transaction; one change of an advertiser at a time. */
@Injectable()
export class PublishAdvertiserChange {
  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
  ) {}

  async execute<T, R extends { code: string }>(
    advertiserId: string,
    work: (tx: Tx, advertiser: StoredAdvertiser) => Promise<Result<T, R>>,
  ): Promise<Result<T, R | PublishRefusal>> {
    return this.database.run(async (tx) => {
      const [stored] = await tx.query(ADVERTISERS_SQL.lock, [advertiserId]);
      if (!stored) return refused({ code: 'advertiser-unknown' });
      const done = await work(tx, stored);
      if (done.ok) await this.store.announce(tx, advertiserOf(stored));
      return done;
    });
  }
}
