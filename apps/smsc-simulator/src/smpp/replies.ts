import type { Clock } from '@stopsms/kernel';
import { shortMessages } from '@stopsms/smpp';
import type { Ids } from '../domain/ids';
import { SequencedLog } from '../domain/sequenced-log';
import type { DeliveryQueue } from './delivery-queue';

/** An MO on its way; instants are epoch milliseconds. */
export interface Reply {
  id: string;
  from: string;
  to: string;
  text: string;
  at: number;
  parts: number;
  /** When its first part was first sent to a receiver. */
  sentAt: number | null;
  /** When the receiver had acknowledged all its parts. */
  acknowledgedAt: number | null;
}

/** Texts that handsets write, cut and encoded as a phone does it. */
export class Replies {
  private readonly log: SequencedLog<Reply>;
  private longTexts = 0;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly ids: Ids,
    private readonly clock: Clock,
    capacity: number,
  ) {
    this.log = new SequencedLog(capacity);
  }

  /** @throws RangeError if the text needs more than 255 parts */
  send(message: { from: string; to: string; text: string }): Reply {
    const parts = shortMessages({ ...message, reference: this.longTexts & 0xff });
    if (parts.length > 1) this.longTexts += 1;
    const id = this.ids.next();
    const at = this.clock.now();
    const reply = this.log.add({ ...message, id, at, parts: parts.length, sentAt: null, acknowledgedAt: null });
    let unacknowledged = parts.length;
    parts.forEach((part, index) => {
      const fields = { ...part, incoming_id: parts.length === 1 ? `mo-${id}` : `mo-${id}-${index + 1}` };
      this.queue.add({
        kind: 'mos',
        fields: () => fields,
        onSent: () => void (reply.sentAt ??= this.clock.now()),
        onAcknowledged: () => {
          unacknowledged -= 1;
          if (unacknowledged === 0) reply.acknowledgedAt = this.clock.now();
        },
      });
    });
    return reply;
  }

  after(since: number, limit: number): (Reply & { sequence: number })[] {
    return this.log.after(since, limit);
  }
}
