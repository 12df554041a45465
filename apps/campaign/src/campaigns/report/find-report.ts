import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { Columns as ContactsColumns } from '../../contacts/contacts.columns';
import { type Page, pageOf } from '../../http-parts/page';
import { type MessageState, stateOf, stepsOf } from '../../messages/message-progress.rule';
import type { MessagesSql } from '../../messages/messages.sql';
import { MESSAGES_SQL } from '../../messages/messages.store';

/** Events of a campaign in intervals of one length. */
export interface Course {
  intervalSeconds: number;
  /** Intervals in which something happened, the earliest first. */
  items: { at: string; sent: number; delivered: number; failed: number; optedOut: number }[];
}

/** Message that did not reach its recipient, and the contact that it was for. */
export interface NotReached {
  messageId: string;
  state: MessageState;
  code?: string;
  createdAt: string;
  /** Absent if the contact is no longer in the address book. */
  contact?: { id: string; phone: string; region: string; attributes: Record<string, string> };
}

@Injectable()
export class FindReport {
  constructor(private readonly database: Database) {}

  async course(campaignId: string): Promise<Course> {
    const rows = await this.database.query(MESSAGES_SQL.course, [campaignId]);
    const items = rows.map(({ seconds: _, at, ...counts }) => ({ at: at.toISOString(), ...counts }));
    return { intervalSeconds: rows[0]?.seconds ?? 60, items };
  }

  /** In the order of creation. @param after - id of the last message of the page before */
  async notReached(
    campaignId: string,
    { state, code }: { state: MessageState; code?: string | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Page<NotReached>> {
    const params = [campaignId, after ?? null, stepsOf(state), limit + 1, code ?? null] as const;
    const rows = await this.database.query(MESSAGES_SQL.notReached, params);
    return pageOf(rows.map(toNotReached), limit, ({ messageId }) => messageId);
  }
}

function toNotReached({
  id,
  step,
  code,
  createdAt,
  contactId,
  phone,
  region,
  attributes,
}: MessagesSql['notReached']['row']): NotReached {
  const isThere = contactId !== null && phone !== null && region !== null;
  // An expression has no column by which it is described.
  const fields = (attributes ?? {}) as ContactsColumns['contact']['attributes'];
  return {
    messageId: id,
    state: stateOf(step),
    ...(code !== null && { code }),
    createdAt: createdAt.toISOString(),
    ...(isThere && { contact: { id: contactId, phone, region, attributes: fields } }),
  };
}
