import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Begun, type JournalEntry, journal } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service-kit';
import { LANE_TOPICS } from '../lanes';
import { type Dispatchable, dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { JournalMarks } from './journal-marks';
import { type Doubted, statusOf } from './journal-tail';
import { LateWords } from './report-retrier';

/** So long a word of the owner before is waited for: a machine that was moved to another host, a process started again. */
const LISTEN_MS = 120_000;
const AGAIN_AFTER_MS = 1_000;

interface Doubt {
  begun: Begun;
  partition: number;
  /** Those that are not given back. */
  submissions: Set<string>;
  /** Epoch ms. */
  until: number;
  /** Of the service lane. */
  message?: Dispatchable;
}

/**
 * Messages that this replica has told unknown because the owner before it had begun them. Should that one, frozen until then
 * or started again, give back each try it made, nothing was written: compliance is given it back, to decide on it anew. While
 * somebody listens, the marks of the lane stay where they are, so that whoever takes over from here takes the doubts over too;
 * two may then give back the same, which changes nothing.
 * What answers a person has no such place to go back to and is sent from here. Nobody else sends it, whoever has its
 * partition by then: a later owner does not have its text, and takes `unknown` as it stands.
 */
@Injectable()
export class Doubts implements OnApplicationShutdown {
  private readonly open = new Map<string, Doubt>();
  private readonly following = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private send: ((message: Dispatchable) => Promise<void>) | undefined;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly marks: JournalMarks,
    private readonly remembered: RememberedOutcomes,
    private readonly late: LateWords,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @param send - takes a message whose record has passed */
  attach(send: (message: Dispatchable) => Promise<void>): void {
    this.send = send;
  }

  /**
   * @param doubts - told unknown now, or by an owner before us
   * @param from - of the journal, where it was read to at least
   */
  begin(doubts: readonly Doubted[], from: Offsets): void {
    const now = this.clock.now();
    const listened = doubts.map((one) => this.doubtOf(one)).filter(({ until }) => now < until);
    for (const doubt of listened) this.hold(doubt);
    const added = listened.filter(({ begun }) => !this.open.has(dispatchKey(begun)));
    for (const doubt of added) this.open.set(dispatchKey(doubt.begun), doubt);
    for (const doubt of added) this.endIfRequeued(doubt);
    if (added.some((doubt) => this.isOpen(doubt))) this.listen(added, from);
  }

  /** Its record came and counts as handled. */
  keep(message: Dispatchable): void {
    const doubt = message.lane === 'service' ? this.open.get(dispatchKey(message)) : undefined;
    if (doubt) doubt.message = message;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.following);
  }

  private doubtOf({ begun, partition, submissions, toldAt }: Doubted): Doubt {
    return { begun, partition, submissions: new Set(submissions), until: toldAt + LISTEN_MS };
  }

  private isOpen = (doubt: Doubt): boolean => this.open.get(dispatchKey(doubt.begun)) === doubt;

  private listen(doubts: readonly Doubt[], from: Offsets): void {
    const isOver = () =>
      this.ending.signal.aborted || !doubts.some((doubt) => this.isOpen(doubt) && this.clock.now() < doubt.until);
    const following = this.transport
      .read(journal, from, (value) => this.hear(value as JournalEntry), isOver)
      .catch((error: unknown) => this.log.warn({ err: error }, 'Journal not followed: what is unknown stays so'))
      .finally(() => {
        for (const doubt of doubts) if (this.isOpen(doubt)) this.end(doubt);
        this.following.delete(following);
      });
    this.following.add(following);
  }

  private hear(entry: JournalEntry): void {
    const doubt = this.open.get(dispatchKey(entry));
    if (!doubt || entry.event !== 'given-back') return;
    doubt.submissions.delete(entry.submission);
    this.endIfRequeued(doubt);
  }

  private endIfRequeued(doubt: Doubt): void {
    if (doubt.submissions.size > 0) return;
    const key = dispatchKey(doubt.begun);
    if (doubt.begun.lane === 'service') {
      this.open.delete(key);
      this.sendHere(key, doubt);
    } else {
      this.giveBack(key, doubt.begun);
      // Held until it is told: who takes over before that tells it.
      void this.late.told().then(() => this.end(doubt));
    }
  }

  private giveBack(key: string, begun: Begun): void {
    const detail = 'It was begun by a dispatcher that wrote nothing of it, as that one told later.';
    const status = statusOf(begun, { status: 'expired', code: 'NOT_WRITTEN', detail, at: this.clock.now() });
    this.remembered.set(key, status, true);
    this.late.tell([status]);
  }

  private hold({ begun, partition, until }: Doubt): void {
    if (begun.lane !== 'service') this.marks.hold(LANE_TOPICS[begun.lane].name, partition, until);
  }

  private end({ begun, partition }: Doubt): void {
    this.open.delete(dispatchKey(begun));
    // Whoever comes after us listens on.
    if (this.ending.signal.aborted) return;
    const isAlike = (other: Doubt) => other.begun.lane === begun.lane && other.partition === partition;
    if (![...this.open.values()].some(isAlike)) this.marks.release(LANE_TOPICS[begun.lane].name, partition);
  }

  /** Its record may come again, or only now. */
  private sendHere(key: string, { message, until }: Doubt): void {
    this.remembered.forget(key);
    if (message) void this.sendUntil(until, message);
  }

  private async sendUntil(until: number, message: Dispatchable): Promise<void> {
    const { signal } = this.ending;
    while (this.clock.now() < until && !signal.aborted) {
      try {
        return await this.send?.({ ...message, isOurs: () => true, isOurDoubt: true });
      } catch (error) {
        this.log.debug({ err: error }, 'An answer that was given back cannot leave yet');
        await pause(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
