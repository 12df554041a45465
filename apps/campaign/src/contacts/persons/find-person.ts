import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type MessageState, type Step, sortTimeline, stateOf } from '../../messages/message-progress.rule';
import type { MessagesSql } from '../../messages/messages.sql';
import { MESSAGES_SQL } from '../../messages/messages.store';
import { CONTACTS_SQL } from '../contacts.store';
import { timelineOf } from '../../messages/stored-timeline';

interface PersonsMessage {
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

/** Entry of a person in an address book. */
interface PersonsContact {
  addressBookId: string;
  addressBook: string;
  advertiserId: string;
  attributes: Record<string, string>;
  consentId?: string;
  importedAt: string;
}

/** Data of one person, of all advertisers. */
@Injectable()
export class FindPerson {
  constructor(private readonly database: Database) {}

  /** Latest first. @param after - the last message of the page before */
  async messages(
    recipientKey: string,
    after: Pick<PersonsMessage, 'createdAt' | 'id'> | undefined,
    limit: number,
  ): Promise<PersonsMessage[]> {
    const params = [recipientKey, after?.createdAt ?? null, after?.id ?? null, limit] as const;
    const rows = await this.database.query(MESSAGES_SQL.ofPerson, params);
    return rows.map(toMessage);
  }

  /** Contacts of a person, ordered by address book; `most` at most. */
  async contacts(recipientKey: string, most: number): Promise<PersonsContact[]> {
    const rows = await this.database.query(CONTACTS_SQL.ofPerson, [recipientKey, most]);
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
}: MessagesSql['ofPerson']['row']) => ({
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
