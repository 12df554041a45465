import { Injectable } from '@nestjs/common';
import { maskNumbers } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';

/** A reply of one person, and its reading. Instants are ISO. */
export interface PersonsReply {
  id: string;
  channel: 'sms' | 'web';
  code: string;
  /** With `<number>` for numbers in it; null once it is deleted, or of a click on the unsubscribe page. */
  text: string | null;
  tier: string;
  reason: string;
  everyAdvertiser: boolean;
  advertiserIds: string[];
  receivedAt: string;
}

type Row = Omit<PersonsReply, 'receivedAt'> & { receivedAt: Date };

@Injectable()
export class FindReplies {
  constructor(private readonly database: Database) {}

  /** Latest first. @param after - the last reply of the page before */
  async page(
    recipientKey: string,
    after: Pick<PersonsReply, 'receivedAt' | 'id'> | undefined,
    limit: number,
  ): Promise<PersonsReply[]> {
    const rows = await this.database.query<Row>(
      `SELECT reply_id AS id, channel, code, text, tier, reason, every_advertiser AS "everyAdvertiser",
         jsonb_path_query_array(advertisers, '$[*].advertiserId') AS "advertiserIds",
         date_trunc('milliseconds', received_at) AS "receivedAt"
       FROM reply
       WHERE recipient_key = $1
         AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', received_at), reply_id) < ($2, $3::uuid))
       ORDER BY date_trunc('milliseconds', received_at) DESC, reply_id DESC LIMIT $4`,
      [recipientKey, after?.receivedAt ?? null, after?.id ?? null, limit],
    );
    return rows.map(({ text, receivedAt, ...row }) => ({
      ...row,
      text: text === null ? null : maskNumbers(text),
      receivedAt: receivedAt.toISOString(),
    }));
  }
}
