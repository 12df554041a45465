import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { ResourceOwner } from '@stopsms/service-kit';

/** Whose message it is, for a key that acts for one advertiser. */
@Injectable()
export class MessageOwner extends ResourceOwner {
  readonly what = 'message';

  constructor(private readonly database: Database) {
    super();
  }

  async advertiserOf(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ advertiserId: string }>(
      'SELECT advertiser_id AS "advertiserId" FROM message WHERE message_id = $1',
      [id],
    );
    return row?.advertiserId;
  }
}
