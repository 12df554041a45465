import { Injectable } from '@nestjs/common';
import { ResourceOwner } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { KINDS } from './facts/fact';

/** Whose message it is, for a key that acts for one advertiser. */
@Injectable()
export class MessageOwner extends ResourceOwner {
  readonly what = 'message';

  constructor(private readonly database: Database) {
    super();
  }

  async advertiserOf(id: string): Promise<string | undefined> {
    const [asked] = await this.database.query<{ day: string }>('SELECT day::text FROM asked WHERE message_id = $1', [
      id,
    ]);
    if (!asked) return undefined;
    const [row] = await this.database.query<{ advertiserId: string | null }>(
      `SELECT coalesce(
         (SELECT c.content ->> 'advertiserId' FROM fact f JOIN fact_context c ON c.hash = f.context
          WHERE f.message_id = $1 AND f.day = $2 AND f.kind = ${KINDS.indexOf('decision')} AND f.attempt = 1),
         (SELECT b.advertiser_id::text FROM message_before b WHERE b.message_id = $1)) AS "advertiserId"`,
      [id, asked.day],
    );
    return row?.advertiserId ?? undefined;
  }
}
