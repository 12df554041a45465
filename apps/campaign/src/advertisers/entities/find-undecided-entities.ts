import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from '../advertisers.store';
import { type UndecidedPair, undecidedPairs } from './undecided-pairs.rule';

/** Accounts that seem to be of one legal entity, about which an administrator has to decide. */
@Injectable()
export class FindUndecidedEntities {
  constructor(private readonly database: Database) {}

  /** All accounts are compared, thousands at most: what is compared is not kept, so that it can become stricter. */
  async execute(): Promise<UndecidedPair[]> {
    return undecidedPairs(await this.database.query(ADVERTISERS_SQL.allAccounts));
  }
}
