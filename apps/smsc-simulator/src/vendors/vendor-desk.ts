import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@stopsms/kernel';
import { type Behaviour, type Random, delayWithin, failureOf } from '../domain/behaviour';
import type { AnsweredWord, Handsets } from '../domain/handsets';
import type { Ids } from '../domain/ids';
import { SequencedLog } from '../domain/sequenced-log';
import type { Statistics } from '../domain/statistics';
import type { Reply } from '../smpp/replies';
import type { CallbackSender } from './callback-sender';
import type { Desk, Face, ReadCall, ReceiptKind, Submitted, Taken, VendorAnswer, VendorMessage } from './face';

export interface DeskParts {
  handsets: Handsets;
  statistics: Statistics;
  behaviour: () => Behaviour;
  ids: Ids;
  clock: Clock;
  random: Random;
  maxMessages: number;
}

/** Words that a vendor which answers them itself understands, and its answers. */
const WORDS: Readonly<Record<AnsweredWord, readonly string[]>> = {
  STOP: ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};
const ANSWERS: Readonly<Record<AnsweredWord, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number.',
  START: 'You have successfully been re-subscribed to messages from this number.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};
const CALLBACK_WAITS_MS = 1_000;

/** Takes messages of a vendor's API, shows them on handsets, and calls back with receipts and replies. */
export class VendorDesk implements Desk {
  private readonly byReference = new Map<string, VendorMessage[]>();
  private readonly last = new Map<string, VendorMessage>();
  private readonly blocked = new Set<string>();
  private readonly replyLog: SequencedLog<Reply>;
  private readonly order: SequencedLog<VendorMessage>;

  constructor(
    private readonly parts: DeskParts,
    private readonly callbacks: CallbackSender,
    private readonly face: Pick<Face, 'stops' | 'repliesNameMessages'>,
  ) {
    this.replyLog = new SequencedLog(parts.maxMessages);
    this.order = new SequencedLog(parts.maxMessages, ({ reference = '' }) => this.byReference.delete(reference));
  }

  find(reference: string): VendorMessage[] {
    return this.byReference.get(reference) ?? [];
  }

  block(number: string): void {
    this.blocked.add(number);
  }

  async submit(read: ReadCall, answer: (taken: Taken[]) => VendorAnswer): Promise<VendorAnswer | 'cut' | 'throttled'> {
    const { statistics, behaviour, random } = this.parts;
    if ('problem' in read) return read.problem;
    statistics.submits += read.messages.length;
    const now = behaviour();
    if (random() < now.throttleRate) {
      statistics.reject(429);
      return 'throttled';
    }
    if (random() < now.errorRate) {
      statistics.reject(now.errorStatus);
      return { status: 400, json: { code: now.errorStatus, message: 'refused' } };
    }
    const taken = read.messages.map((message) => this.take(message));
    if (now.receiptBeforeResponse) {
      const sent = Promise.all(taken.map((each) => this.receipt(each, 0)));
      await Promise.race([sent, pause(CALLBACK_WAITS_MS)]);
    } else for (const each of taken) void this.receipt(each, delayWithin(now.receiptDelayMs, random));
    await pause(now.submitDelayMs);
    if (random() < now.noResponseRate) {
      statistics.unanswered += taken.length;
      return 'cut';
    }
    if (random() < now.failAfterTakingRate) {
      statistics.unanswered += taken.length;
      return { status: 500, json: { message: 'internal error' } };
    }
    return answer(taken);
  }

  /** Text that a handset writes to a code. */
  async send({ from, to, text }: { from: string; to: string; text: string }): Promise<Reply> {
    const { ids, clock, behaviour, statistics } = this.parts;
    const reply = this.replyLog.add({
      id: ids.next(),
      from,
      to,
      text,
      at: clock.now(),
      parts: 1,
      sentAt: null,
      acknowledgedAt: null,
    });
    const answers = this.last.get(from);
    if (this.face.repliesNameMessages && !answers) return Promise.resolve(reply);
    const word = behaviour().answersStop ? wordIn(text, this.face.stops) : undefined;
    if (word) this.actOn(from, to, (reply.word = word));
    reply.sentAt = clock.now();
    const { id, at } = reply;
    const sent = this.callbacks.reply({
      id,
      from,
      to,
      text,
      at,
      isAnswered: word === 'STOP',
      ...(answers && { answers }),
    });
    void sent.then(() => (reply.acknowledgedAt = clock.now()));
    statistics.mos.sent += 1;
    return Promise.resolve(reply);
  }

  after(since: number, limit: number): (Reply & { sequence: number })[] {
    return this.replyLog.after(since, limit);
  }

  private take(submitted: Submitted): Taken {
    const { statistics, ids, clock, behaviour, random } = this.parts;
    const { reference, to, text } = submitted;
    if (reference !== undefined && this.byReference.has(reference)) statistics.repeatedReferences += 1;
    const finalText = behaviour().altersText ? `${text} (altered)` : text;
    const message: VendorMessage = { ...submitted, id: ids.next(), finalText, at: clock.now() };
    this.order.add(message);
    if (reference !== undefined) this.byReference.set(reference, [...this.find(reference), message]);
    statistics.accepted += 1;
    if (this.blocked.has(blockOf(to, submitted.from)) || this.blocked.has(to)) return { outcome: 'blocked', message };
    this.last.set(to, message);
    if (failureOf(behaviour(), to, random) === undefined) this.show(message);
    return { outcome: 'taken', message };
  }

  private show({ to, from, finalText, id, validUntil }: VendorMessage, answerTo?: AnsweredWord): void {
    this.parts.statistics.parts += 1;
    this.parts.statistics.messages += 1;
    const at = this.parts.clock.now();
    this.parts.handsets.show({
      ...{ to, from, text: finalText, at, messageId: id, partIds: [id], encoding: 'GSM-7' },
      ...(validUntil !== undefined && { validUntil }),
      ...(answerTo && { answerTo }),
    });
  }

  private async receipt({ outcome, message }: Taken, delayMs: number): Promise<void> {
    const { behaviour, random, statistics } = this.parts;
    await pause(delayMs, undefined, { ref: false });
    const failure = failureOf({ ...behaviour(), undeliverableRate: 0 }, message.to, random);
    const isShown = this.parts.handsets.messagesOf(message.to).some(({ messageId }) => messageId === message.id);
    const kind: ReceiptKind =
      outcome === 'blocked'
        ? { state: 'blocked' }
        : isShown
          ? { state: 'delivered' }
          : { state: 'failed', failure: failure ?? { stat: 'UNDELIV', err: '001' } };
    if (random() < behaviour().unknownStateRate) await this.callbacks.receipt(message, { state: 'unknown' });
    statistics.receipts.sent += 1;
    await this.callbacks.receipt(message, kind);
  }

  /** A STOP of a blocked handset and a START of another change nothing and get no answer. */
  private actOn(handset: string, code: string, word: AnsweredWord): void {
    const block = blockOf(handset, code);
    const isBlocked = this.blocked.has(block);
    if (word === 'STOP') this.blocked.add(block);
    if (word === 'START') this.blocked.delete(block);
    if (word === (isBlocked ? 'STOP' : 'START')) return;
    const { ids, clock } = this.parts;
    const text = ANSWERS[word];
    this.show({ to: handset, from: code, text, finalText: text, id: ids.next(), at: clock.now() }, word);
  }
}

function wordIn(text: string, stops: readonly string[] = WORDS.STOP): AnsweredWord | undefined {
  const words = { ...WORDS, STOP: stops };
  const given = text.trim().toUpperCase();
  return (Object.keys(words) as AnsweredWord[]).find((word) => words[word].includes(given));
}

const blockOf = (handset: string, code: string): string => `${handset} ${code}`;
