import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { columns } from '../columns';

export interface ReturnOfPerson {
  recipientKey: string;
  advertiserId: string;
  /** Epoch ms, of the person's own act. */
  at: number;
}

/** Forgets that the button was pressed, once the person came back: the page must not say that the opt-out is noted already. */
@Injectable()
export class ReopenLinks {
  constructor(private readonly database: Database) {}

  async execute(returns: ReturnOfPerson[]): Promise<void> {
    if (returns.length === 0) return;
    await this.database.query(
      `UPDATE unsubscribe_token t SET pressed_at = NULL
       FROM unnest($1::text[], $2::uuid[], $3::float8[]) AS r(key, advertiser, at)
       WHERE t.recipient_key = r.key AND t.advertiser_id = r.advertiser AND t.pressed_at < to_timestamp(r.at / 1000.0)`,
      columns(returns, ['recipientKey', 'advertiserId', 'at']),
    );
  }
}
