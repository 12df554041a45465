import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { type Begun, type JournalEntry, journal } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { LOG, type Log } from '@stopsms/service';
import { LANE_TOPICS } from '../lanes';
import { type Dispatchable, dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { JournalMarks } from './journal-marks';
import { type UnknownMessage, statusOf } from './journal-tail';
import { ReportRetrier } from './report-retrier';

/** Time to wait for a report of the previous owner, whose machine may be moved to another host or whose process may restart. */
const LISTEN_MS = 120_000;
const RETRY_PAUSE_MS = 1_000;

interface Doubt {
  begun: Begun;
  partition: number;
  /** Submissions that were not returned. */
  submissions: Set<string>;
  /** Epoch ms. */
  until: number;
  /** Set on the service lane only. */
  message?: Dispatchable;
}

/**
 * Messages that this replica published as unknown because the previous owner had begun them. If that owner, frozen until then
 * or restarted, returns each try, nothing was written to the operator: the message goes back to compliance, which decides
 * again. Meanwhile the marks of the lane do not move, so that the next owner takes over the messages in doubt too; two owners
 * may return the same message, which changes nothing.
 * A message of the service lane cannot go back and is sent from here. No other owner sends it: a later one does not have its
 * text and keeps `unknown`.
 */
@Injectable()
export class InDoubt implements BeforeApplicationShutdown {
  private readonly open = new Map<string, Doubt>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private send: ((message: Dispatchable) => Promise<void>) | undefined;

  constructor(
    private readonly transport: KafkaTransport,
    private readonly marks: JournalMarks,
    private readonly remembered: RememberedOutcomes,
    private readonly retrier: ReportRetrier,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @param send - dispatches a message whose record was already handled */
  attach(send: (message: Dispatchable) => Promise<void>): void {
    this.send = send;
  }

  /**
   * @param doubts - published as unknown by this replica or a previous owner
   * @param from - journal offsets up to which it was read
   */
  begin(doubts: readonly UnknownMessage[], from: Offsets): void {
    const now = this.clock.now();
    const listened = doubts.map((one) => this.doubtOf(one)).filter(({ until }) => now < until);
    for (const doubt of listened) this.hold(doubt);
    const added = listened.filter(({ begun }) => !this.open.has(dispatchKey(begun)));
    for (const doubt of added) this.open.set(dispatchKey(doubt.begun), doubt);
    for (const doubt of added) this.endIfRequeued(doubt);
    if (added.some((doubt) => this.isOpen(doubt))) this.listen(added, from);
  }

  /** Keeps the message of a record that counts as handled. */
  keep(message: Dispatchable): void {
    const doubt = message.lane === 'service' ? this.open.get(dispatchKey(message)) : undefined;
    if (doubt) doubt.message = message;
  }

  /** Before submit log and operator links are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.running);
  }

  private run(work: Promise<void>): void {
    const running = work.finally(() => this.running.delete(running));
    this.running.add(running);
  }

  private doubtOf({ begun, partition, submissions, reportedAt }: UnknownMessage): Doubt {
    return { begun, partition, submissions: new Set(submissions), until: reportedAt + LISTEN_MS };
  }

  private isOpen = (doubt: Doubt): boolean => this.open.get(dispatchKey(doubt.begun)) === doubt;

  private listen(doubts: readonly Doubt[], from: Offsets): void {
    const isOver = () =>
      this.ending.signal.aborted || !doubts.some((doubt) => this.isOpen(doubt) && this.clock.now() < doubt.until);
    const followed = this.transport
      .read(journal, from, (value) => this.apply(value as JournalEntry), isOver)
      .catch((error: unknown) => this.log.warn({ err: error }, 'Journal not followed: unknown messages stay unknown'))
      .finally(() => {
        for (const doubt of doubts) if (this.isOpen(doubt)) this.end(doubt);
      });
    this.run(followed);
  }

  private apply(entry: JournalEntry): void {
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
      this.returnToCompliance(key, doubt.begun);
      // The mark is held until the report is published: the next owner publishes it otherwise.
      void this.retrier.drained().then(() => this.end(doubt));
    }
  }

  private returnToCompliance(key: string, begun: Begun): void {
    const detail = 'It was begun by a dispatcher that wrote nothing of it, as that dispatcher reported later.';
    const status = statusOf(begun, { status: 'expired', code: 'NOT_WRITTEN', detail, at: this.clock.now() });
    this.remembered.set(key, status, true);
    this.retrier.add([status]);
  }

  private hold({ begun, partition, until }: Doubt): void {
    if (begun.lane !== 'service') this.marks.hold(LANE_TOPICS[begun.lane].name, partition, until);
  }

  private end({ begun, partition }: Doubt): void {
    this.open.delete(dispatchKey(begun));
    // The next owner goes on listening.
    if (this.ending.signal.aborted) return;
    const isAlike = (other: Doubt) => other.begun.lane === begun.lane && other.partition === partition;
    if (![...this.open.values()].some(isAlike)) this.marks.release(LANE_TOPICS[begun.lane].name, partition);
  }

  /** The record may arrive again, or only now. */
  private sendHere(key: string, { message, until }: Doubt): void {
    this.remembered.forget(key);
    if (message) this.run(this.sendUntil(until, message));
  }

  private async sendUntil(until: number, message: Dispatchable): Promise<void> {
    const { signal } = this.ending;
    while (this.clock.now() < until && !signal.aborted) {
      try {
        return await this.send?.({ ...message, isOurs: () => true, isInDoubt: true });
      } catch (error) {
        this.log.debug({ err: error }, 'A returned message of the service lane cannot leave yet');
        await pause(RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
