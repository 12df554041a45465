import { Injectable } from '@nestjs/common';
import { type Result, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { StoreAdvertiser } from './store-advertiser';
import { SELECT_ADVERTISER, type StoredAdvertiser, advertiserOf } from './stored-advertiser';

export interface AnnouncedRefusal {
  code: 'advertiser-unknown';
}

/** Changes what belongs to an advertiser: one change of it at a time, told to every service in the same transaction. */
@Injectable()
export class ChangeAnnounced {
  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
  ) {}

  async execute<T, R extends { code: string }>(
    advertiserId: string,
    work: (tx: Tx, advertiser: StoredAdvertiser) => Promise<Result<T, R>>,
  ): Promise<Result<T, R | AnnouncedRefusal>> {
    return this.database.run(async (tx) => {
      const [stored] = await tx.query<StoredAdvertiser>(`${SELECT_ADVERTISER} WHERE id = $1 FOR UPDATE`, [
        advertiserId,
      ]);
      if (!stored) return refused({ code: 'advertiser-unknown' });
      const done = await work(tx, stored);
      if (done.ok) await this.store.announce(tx, advertiserOf(stored));
      return done;
    });
  }
}
