import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

/** A person wrote to an advertiser. */
export interface Contact {
  recipientKey: string;
  advertiserId: string;
  replyId: string;
  /** Epoch ms. */
  at: number;
}

/** Remembers when each person last wrote to each advertiser. */
@Injectable()
export class RecordContacts {
  constructor(private readonly database: Database) {}

  async execute(contacts: Contact[]): Promise<void> {
    if (contacts.length === 0) return;
    await this.database.query(
      `INSERT INTO last_contact AS l (recipient_key, advertiser_id, at, reply_id)
       SELECT DISTINCT ON (c.key, c.advertiser) c.key, c.advertiser, to_timestamp(c.at / 1000.0), c.reply
       FROM unnest($1::text[], $2::uuid[], $3::float8[], $4::uuid[]) AS c(key, advertiser, at, reply)
       ORDER BY c.key, c.advertiser, c.at DESC
       ON CONFLICT (recipient_key, advertiser_id) DO UPDATE SET at = excluded.at, reply_id = excluded.reply_id
       WHERE excluded.at > l.at`,
      [
        contacts.map(({ recipientKey }) => recipientKey),
        contacts.map(({ advertiserId }) => advertiserId),
        contacts.map(({ at }) => at),
        contacts.map(({ replyId }) => replyId),
      ],
    );
  }
}
