import { Injectable } from '@nestjs/common';
import { ResourceOwner } from '@stopsms/access';
import { Database, type Statement } from '@stopsms/persistence';

type OwnerStatement = Statement<{ params: readonly [string | null]; row: { advertiserId: string | null } }>;

/** Base class of the owner of a row: the advertiser that a statement of its store returns for an id. */
export function rowOwner(what: string, statement: OwnerStatement) {
  @Injectable()
  class RowOwner extends ResourceOwner {
    readonly what = what;

    constructor(readonly database: Database) {
      super();
    }

    async advertiserOf(id: string): Promise<string | undefined> {
      const [row] = await this.database.query(statement, [id]);
      return row?.advertiserId ?? undefined;
    }
  }
  return RowOwner;
}
