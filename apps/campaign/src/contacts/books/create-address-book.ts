import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { CONTACTS_SQL } from '../contacts.store';
import { newId } from '../../http-parts/page';

interface NewAddressBook {
  advertiserId: string;
  name: string;
  forTests?: boolean | undefined;
}

interface UnknownAdvertiser {
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
    const [created] = await tx.query(CONTACTS_SQL.createBook, [newId(now), name, now, advertiserId, forTests]);
    return created ? ok(created) : refused({ code: 'advertiser-unknown' });
  }
}
