import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { newId } from '../../http-parts/page';

export interface NewAddressBook {
  advertiserId: string;
  name: string;
  forTests?: boolean | undefined;
}

export interface UnknownAdvertiser {
  code: 'advertiser-unknown';
}

@Injectable()
export class CreateAddressBook {
  constructor(private readonly clock: Clock) {}

  async execute(
    tx: Tx,
    { advertiserId, name, forTests = false }: NewAddressBook,
  ): Promise<Result<{ id: string }, UnknownAdvertiser>> {
    const now = this.clock.now();
    const [created] = await tx.query<{ id: string }>(
      `INSERT INTO address_book (id, advertiser_id, name, created_at, for_tests)
       SELECT $1, a.id, $2, to_timestamp($3 / 1000.0), $5 FROM advertiser a WHERE a.id = $4 RETURNING id`,
      [newId(now), name, now, advertiserId, forTests],
    );
    return created ? ok(created) : refused({ code: 'advertiser-unknown' });
  }
}
