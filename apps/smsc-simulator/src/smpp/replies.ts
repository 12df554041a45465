import type { Clock } from '@stopsms/kernel';
import { shortMessages } from '@stopsms/smpp';
import type { AnsweredWord } from '../domain/handsets';
import type { Ids } from '../domain/ids';
import { SequencedLog } from '../domain/sequenced-log';
import type { Journal } from '../state/journal';
import type { DeliveryQueue } from './delivery-queue';

/** An MO on its way; instants are epoch milliseconds. */
export interface Reply {
  id: string;
  from: string;
  to: string;
  text: string;
  at: number;
  parts: number;
  /** Instant at which its first part was first sent to a receiver. */
  sentAt: number | null;
  /** Instant at which the receiver had acknowledged all its parts. */
  acknowledgedAt: number | null;
  /** Set if the operator recognises this keyword and executes the request itself. */
  word?: AnsweredWord;
}

/** Reply as it was written. */
type Written = Pick<Reply, 'id' | 'from' | 'to' | 'text' | 'at'> & { reference: number };

/** Texts that handsets write, cut and encoded as a phone does it. */
export class Replies {
  private readonly log: SequencedLog<Reply>;
  private longTexts = 0;
  /** Unacknowledged replies of an earlier process, with the parts that are left of each. */
  private readonly recalled = new Map<string, { reply: Reply; written: Written; left: Set<number> }>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly ids: Ids,
    private readonly clock: Clock,
    capacity: number,
    private readonly journal: Journal | undefined,
  ) {
    this.log = new SequencedLog(capacity);
  }

  get nextSequence(): number {
    return this.log.nextSequence;
  }

  /**
   * Resolves once it would survive the end of this process.
   * @throws RangeError if the text needs more than 255 parts
   */
  async send(message: { from: string; to: string; text: string }): Promise<Reply> {
    const written = { ...message, id: this.ids.next(), at: this.clock.now(), reference: this.longTexts & 0xff };
    const reply = this.note(written);
    await this.journal?.append({ kind: 'reply', ...written });
    this.queueUp(reply, written, new Set(partsOf(written).keys()));
    return reply;
  }

  /** Restores a reply of an earlier process. */
  recall(written: Written): void {
    const reply = this.note(written);
    this.recalled.set(reply.id, { reply, written, left: new Set(partsOf(written).keys()) });
  }

  recallAcknowledged({ id, part, sentAt, at }: { id: string; part: number; sentAt: number; at: number }): void {
    const recalled = this.recalled.get(id);
    if (!recalled) return;
    recalled.left.delete(part);
    recalled.reply.sentAt ??= sentAt;
    if (recalled.left.size > 0) return;
    recalled.reply.acknowledgedAt = at;
    this.recalled.delete(id);
  }

  countFrom(sequence: number): void {
    this.log.countFrom(sequence);
  }

  /** Sends restored replies that are not acknowledged. */
  resume(): void {
    for (const { reply, written, left } of this.recalled.values()) this.queueUp(reply, written, left);
    this.recalled.clear();
  }

  after(since: number, limit: number): (Reply & { sequence: number })[] {
    return this.log.after(since, limit);
  }

  private note(written: Written): Reply {
    const { reference: _, ...message } = written;
    const parts = partsOf(written).length;
    if (parts > 1) this.longTexts += 1;
    return this.log.add({ ...message, parts, sentAt: null, acknowledgedAt: null });
  }

  /** @param left - the parts that are not acknowledged, counted from 0 */
  private queueUp(reply: Reply, written: Written, left: Set<number>): void {
    const { id } = reply;
    const parts = partsOf(written);
    parts.forEach((part, index) => {
      if (!left.has(index)) return;
      const fields = { ...part, incoming_id: parts.length === 1 ? `mo-${id}` : `mo-${id}-${index + 1}` };
      this.queue.add({
        kind: 'mos',
        fields: () => fields,
        onSent: () => void (reply.sentAt ??= this.clock.now()),
        onAcknowledged: () => this.acknowledged(reply, index, left),
      });
    });
  }

  private acknowledged(reply: Reply, part: number, left: Set<number>): void {
    const at = this.clock.now();
    left.delete(part);
    if (left.size === 0) reply.acknowledgedAt = at;
    // Not awaited: a part without a stored acknowledgement is sent again.
    const entry = { kind: 'reply-acknowledged', id: reply.id, part, sentAt: reply.sentAt ?? at, at } as const;
    this.journal?.append(entry).catch(() => undefined);
  }
}

const partsOf = (written: Written) => shortMessages(written);
