import { Injectable } from '@nestjs/common';
import { ResourceOwner } from '@stopsms/access';
import { Database } from '@stopsms/persistence';

// Whose something is, for a key that acts for one advertiser: a look-up by primary key.

@Injectable()
abstract class RowOwner extends ResourceOwner {
  protected abstract readonly table: 'address_book' | 'import' | 'campaign' | 'message';

  constructor(private readonly database: Database) {
    super();
  }

  async advertiserOf(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ advertiserId: string | null }>(
      `SELECT advertiser_id AS "advertiserId" FROM ${this.table} WHERE id = $1`,
      [id],
    );
    return row?.advertiserId ?? undefined;
  }
}

@Injectable()
export class AddressBookOwner extends RowOwner {
  readonly what = 'address book';
  protected readonly table = 'address_book';
}

@Injectable()
export class ImportOwner extends RowOwner {
  readonly what = 'import';
  protected readonly table = 'import';
}

@Injectable()
export class CampaignOwner extends RowOwner {
  readonly what = 'campaign';
  protected readonly table = 'campaign';
}

@Injectable()
export class MessageOwner extends RowOwner {
  readonly what = 'message';
  protected readonly table = 'message';
}
