import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type MessageState, type Step, sortTimeline, stateOf } from '../../messages/message-progress.rule';
import { type StoredTimeline, TIMELINE, timelineOf } from '../../messages/stored-timeline';

export interface PersonsMessage {
  id: string;
  advertiserId?: string;
  campaignId?: string;
  /** Absent for an answer to the person, a confirmation for instance. */
  category?: string;
  state: MessageState;
  code?: string;
  optedOut: boolean;
  createdAt: string;
  timeline: { at: string; event: Step; code?: string }[];
}

/** Where somebody stands in an address book, as campaign keeps it. */
export interface PersonsContact {
  addressBookId: string;
  addressBook: string;
  advertiserId: string;
  attributes: Record<string, string>;
  consentId?: string;
  importedAt: string;
}

interface MessageRow extends StoredTimeline {
  id: string;
  advertiserId: string | null;
  campaignId: string | null;
  category: string | null;
  step: Step;
  code: string | null;
  optedOut: boolean;
  createdAt: Date;
}
type ContactRow = Omit<PersonsContact, 'consentId' | 'importedAt'> & { consentId: string | null; importedAt: Date };

/** What this service knows of somebody, of all advertisers. */
@Injectable()
export class FindPerson {
  constructor(private readonly database: Database) {}

  /** Latest first. @param after - the last message of the page before */
  async messages(
    recipientKey: string,
    after: Pick<PersonsMessage, 'createdAt' | 'id'> | undefined,
    limit: number,
  ): Promise<PersonsMessage[]> {
    const rows = await this.database.query<MessageRow>(
      `SELECT id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, step, code, opted_out AS "optedOut",
         date_trunc('milliseconds', created_at) AS "createdAt", ${TIMELINE}
       FROM message
       WHERE recipient_key = $1
         AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($2, $3::uuid))
       ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $4`,
      [recipientKey, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rows.map(toMessage);
  }

  /** In the order of books; `most` at most. */
  async contacts(recipientKey: string, most: number): Promise<PersonsContact[]> {
    const rows = await this.database.query<ContactRow>(
      `SELECT c.address_book_id AS "addressBookId", b.name AS "addressBook", b.advertiser_id AS "advertiserId", c.attributes,
         c.consent_id AS "consentId", c.imported_at AS "importedAt"
       FROM contact c JOIN address_book b ON b.id = c.address_book_id
       WHERE c.recipient_key = $1 ORDER BY c.address_book_id LIMIT $2`,
      [recipientKey, most],
    );
    return rows.map(({ consentId, importedAt, ...row }) => ({
      ...row,
      ...(consentId === null ? {} : { consentId }),
      importedAt: importedAt.toISOString(),
    }));
  }
}

const toMessage = ({
  id,
  advertiserId,
  campaignId,
  category,
  step,
  code,
  optedOut,
  createdAt,
  ...row
}: MessageRow) => ({
  ...{ id, optedOut },
  ...(advertiserId === null ? {} : { advertiserId }),
  ...(campaignId === null ? {} : { campaignId }),
  ...(category === null ? {} : { category }),
  state: stateOf(step),
  ...(code === null ? {} : { code }),
  createdAt: createdAt.toISOString(),
  timeline: sortTimeline(timelineOf(row)).map(({ at, event, code: why }) => ({
    at: new Date(at).toISOString(),
    event,
    ...(why === undefined ? {} : { code: why }),
  })),
});
