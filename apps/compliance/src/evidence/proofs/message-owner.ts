import { Injectable } from '@nestjs/common';
import { ResourceOwner } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { FACTS_SQL } from './facts/facts.store';

/** Finds the owner of a message, for a key that acts for one advertiser. */
@Injectable()
export class MessageOwner extends ResourceOwner {
  readonly what = 'message';

  constructor(private readonly database: Database) {
    super();
  }

  async advertiserOf(id: string): Promise<string | undefined> {
    const [asked] = await this.database.query(FACTS_SQL.days, [[id]]);
    if (!asked) return undefined;
    const [row] = await this.database.query(FACTS_SQL.advertiserOf, [id, asked.day]);
    return row?.advertiserId ?? undefined;
  }
}
