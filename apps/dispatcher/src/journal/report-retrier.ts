import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service';
import { JournalTopic } from '../produces/dispatcher.journal.v1';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { allSettled } from '../all-settled';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { SubmitLog } from './submit-log';

const RETRY_PAUSE_MS = 1_000;
/** Maximum of waiting reports; the oldest are dropped and are unknown to the next owner. */
const MAX_WAITING = 10_000;

/** Report on a try that wrote nothing, or an outcome. */
type Report = TryRequeued | MessageStatus;

/**
 * Publishes reports until they are published: tries that wrote nothing although the journal may have them, outcomes that
 * could not be published in their turn, and at a start what the previous process knew and did not publish.
 */
@Injectable()
export class ReportRetrier implements OnApplicationShutdown {
  private readonly waiting = new Set<Report>();
  private readonly ending = new AbortController();
  private publishing: Promise<void> | undefined;

  constructor(
    private readonly journal: JournalTopic,
    private readonly status: StatusTopic,
    private readonly submits: SubmitLog,
    private readonly remembered: RememberedOutcomes,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    const { unwritten, answered } = submits.left();
    if (unwritten.length + answered.length === 0) return;
    log.info(
      { unwritten: unwritten.length, answered: answered.length },
      'The previous process left open submits whose outcome is known',
    );
    this.add([...answered, ...unwritten.map((begun) => this.requeued(begun))]);
  }

  requeued({ messageId, attempt, recipientKey, submission }: Begun): TryRequeued {
    return { event: 'given-back', messageId, attempt, recipientKey, submission, at: this.clock.now() };
  }

  /** Queues reports; returns at once. */
  add(reports: readonly Report[]): void {
    if (reports.length === 0) return;
    for (const report of reports) this.waiting.add(report);
    for (const oldest of this.waiting) {
      if (this.waiting.size <= MAX_WAITING) break;
      this.waiting.delete(oldest);
    }
    this.publishing ??= this.publishAll().finally(() => (this.publishing = undefined));
  }

  /** Resolves once all reports are published. */
  async drained(): Promise<void> {
    await this.publishing;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.publishing;
    await this.submits.end();
  }

  private async publishAll(): Promise<void> {
    const { signal } = this.ending;
    while (this.waiting.size > 0 && !signal.aborted) {
      const now = [...this.waiting];
      try {
        const requeued = now.filter((report) => 'event' in report);
        const outcomes = now.flatMap((report) => ('event' in report ? [] : report));
        await allSettled([this.journal.publish(requeued), this.status.publish(outcomes)]);
        this.remembered.markPublished(outcomes);
        this.submits.closed(now);
        for (const report of now) this.waiting.delete(report);
      } catch (error) {
        this.log.warn({ err: error, waiting: now.length }, 'Outcomes of submits could not be published; trying again');
        await pause(RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
