import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { messageRecord, notificationMessages } from '../produces/notification.messages.v1';
import type { ServiceMessage } from './service-message';

/** Stores service messages and queues those that are due, in the caller's transaction. */
@Injectable()
export class QueueMessages {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @returns those that were not known yet, in their order; the others were stored before and nothing happens to them */
  async execute(tx: Tx, messages: ServiceMessage[]): Promise<ServiceMessage[]> {
    if (messages.length === 0) return [];
    const now = this.clock.now();
    const inserted = await tx.query<{ message_id: string }>(
      `INSERT INTO service_message (message_id, kind, recipient_key, episode_ids, advertiser_ids, lang, sender, text,
         state, state_at, at, due_at, pending)
       SELECT message_id, kind, recipient_key, episode_ids, advertiser_ids, lang, sender, text, state,
         to_timestamp($2 / 1000.0), to_timestamp(at / 1000.0), to_timestamp(due_at / 1000.0), pending
       FROM jsonb_to_recordset($1::jsonb) AS r(message_id uuid, kind text, recipient_key text, episode_ids uuid[],
         advertiser_ids uuid[], lang text, sender text, text text, state text, at float8, due_at float8, pending jsonb)
       ON CONFLICT (message_id) DO NOTHING
       RETURNING message_id`,
      [JSON.stringify(messages.map((each) => toRow(each, now))), now],
    );
    const fresh = new Set(inserted.map(({ message_id }) => message_id));
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
