import { Injectable } from '@nestjs/common';
import { maskNumbers } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { REPLIES_SQL } from '../replies/replies.store';

/** A reply of one person, and its reading. Instants are ISO. */
interface PersonsReply {
  id: string;
  channel: 'sms' | 'web';
  code: string;
  /** Text with `<number>` for each number; null once it is deleted, and for a click on the unsubscribe page. */
  text: string | null;
  tier: string;
  reason: string;
  everyAdvertiser: boolean;
  advertiserIds: string[];
  receivedAt: string;
}

@Injectable()
export class FindReplies {
  constructor(private readonly database: Database) {}

  /** Latest first. @param after - the last reply of the page before */
  async page(
    recipientKey: string,
    after: Pick<PersonsReply, 'receivedAt' | 'id'> | undefined,
    limit: number,
  ): Promise<PersonsReply[]> {
    const page = [recipientKey, after?.receivedAt ?? null, after?.id ?? null, limit] as const;
    const rows = await this.database.query(REPLIES_SQL.pageOfPerson, page);
    return rows.map(({ text, receivedAt, advertiserIds, ...row }) => ({
      ...row,
      advertiserIds: advertiserIds ?? [],
      text: text === null ? null : maskNumbers(text),
      receivedAt: receivedAt.toISOString(),
    }));
  }
}
