import { SequencedLog } from './sequenced-log';

/** A text as a handset shows it, joined from its parts. */
export interface Message {
  to: string;
  /** Sender name, code or number. */
  from: string;
  text: string;
  /** Epoch milliseconds when the last part came. */
  at: number;
  /** Epoch milliseconds when its first part came; absent on a text of one part. */
  begunAt?: number;
  /** The id that the operator gave its first part. */
  messageId: string;
  /** All its ids, in the order of the parts. */
  partIds: string[];
  /** `GSM-7`, `UCS-2`, or the `data_coding` that was neither. */
  encoding: string;
  /** Epoch milliseconds after which the operator would have given up; absent if the sender set none. */
  validUntil?: number;
  /** Set on a text of the operator itself: the word of a handset that it answers. */
  answerTo?: AnsweredWord;
}

export type AnsweredWord = 'STOP' | 'START' | 'HELP';

export type NumberedMessage = Message & { sequence: number };

/** Messages received by every handset. Any number is a handset. */
export class Handsets {
  private readonly byNumber = new Map<string, NumberedMessage[]>();
  private readonly log: SequencedLog<Message>;

  constructor(capacity: number) {
    this.log = new SequencedLog(capacity, ({ to }) => this.forgetOldest(to));
  }

  /** Handsets with at least one message. */
  get count(): number {
    return this.byNumber.size;
  }

  get nextSequence(): number {
    return this.log.nextSequence;
  }

  countFrom(sequence: number): void {
    this.log.countFrom(sequence);
  }

  show(message: Message): void {
    const numbered = this.log.add(message);
    const messages = this.byNumber.get(message.to);
    if (messages) messages.push(numbered);
    else this.byNumber.set(message.to, [numbered]);
  }

  messagesOf(e164: string): readonly NumberedMessage[] {
    return this.byNumber.get(e164) ?? [];
  }

  after(since: number, limit: number): NumberedMessage[] {
    return this.log.after(since, limit);
  }

  clear(): void {
    this.log.clear();
    this.byNumber.clear();
  }

  private forgetOldest(e164: string): void {
    const messages = this.byNumber.get(e164);
    messages?.shift();
    if (messages?.length === 0) this.byNumber.delete(e164);
  }
}
