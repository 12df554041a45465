import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type EntityAccount, type UndecidedPair, undecidedPairs } from './undecided-pairs.rule';
import { ENTITY } from './entity-accounts';

/** Accounts that seem to be of one legal entity, about which an administrator has to decide. */
@Injectable()
export class FindUndecidedEntities {
  constructor(private readonly database: Database) {}

  /** All accounts are compared, thousands at most: what is compared is not kept, so that it can become stricter. */
  async execute(): Promise<UndecidedPair[]> {
    return undecidedPairs(
      await this.database.query<EntityAccount>(
        `SELECT a.id, a.name, a.legal_name AS "legalName", a.registration, ${ENTITY('a')} AS "entityId",
           (extract(epoch FROM a.created_at) * 1000)::float8 AS "createdAt",
           (SELECT (extract(epoch FROM max(c.at)) * 1000)::float8 FROM advertiser_change c
            WHERE c.advertiser_id = a.id AND c.changes ? 'separateEntity') AS "separatedAt"
         FROM advertiser a`,
      ),
    );
  }
}
