import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { messageRecord, notificationMessages } from '../produces/notification.messages.v1';
import { SERVICE_MESSAGES_SQL } from './service-messages.store';
import type { ServiceMessage } from './service-message';

/** Stores service messages and queues those that are due, in the caller's transaction. */
@Injectable()
export class QueueMessages {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Returns those that are new, in their order; the others were stored before and stay as they are. */
  async execute(tx: Tx, messages: ServiceMessage[]): Promise<ServiceMessage[]> {
    if (messages.length === 0) return [];
    const now = this.clock.now();
    const rows = JSON.stringify(messages.map((each) => toRow(each, now)));
    const inserted = await tx.query(SERVICE_MESSAGES_SQL.insert, [rows, now]);
    const fresh = new Set(inserted.map(({ messageId }) => messageId));
    // `delete` keeps the first of two with the same id in one batch, as the table did.
    const queued = messages.filter(({ message }) => fresh.delete(message.messageId));
    const due = queued.filter(({ dueAt }) => dueAt <= now);
    await this.outbox.add(
      tx,
      notificationMessages,
      due.map(({ message, traceparent }) => messageRecord(message, traceparent)),
    );
    return queued;
  }
}

function toRow({ message, lang, episodeIds, advertiserIds, dueAt, traceparent }: ServiceMessage, now: number): object {
  const waits = dueAt > now;
  return {
    message_id: message.messageId,
    kind: message.kind,
    recipient_key: message.recipientKey,
    episode_ids: episodeIds,
    advertiser_ids: advertiserIds,
    lang,
    sender: message.sender,
    text: message.text,
    state: waits ? 'scheduled' : 'queued',
    at: message.at,
    due_at: dueAt,
    pending: waits ? { message, traceparent } : null,
  };
}
