import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service-kit';
import { JournalTopic } from '../produces/dispatcher.journal.v1';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { allSettled } from '../all-settled';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { SubmitLog } from './submit-log';

const AGAIN_AFTER_MS = 1_000;
/** Beyond it the oldest are left out, and are unknown to whoever takes over. */
const LIMIT = 10_000;

/** A try that wrote nothing, or an outcome. */
type Word = TryRequeued | MessageStatus;

/**
 * Tells, until it is told, what nobody else could: which tries wrote nothing though their journal entry may stand there, which
 * outcomes could not be told in their turn, and at a start what the process before had learned and not told.
 */
@Injectable()
export class LateWords implements OnApplicationShutdown {
  private readonly waiting = new Set<Word>();
  private readonly ending = new AbortController();
  private telling: Promise<void> | undefined;

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
      'The process before left submits open of which more is known',
    );
    this.tell([...answered, ...unwritten.map((begun) => this.requeued(begun))]);
  }

  requeued({ messageId, attempt, recipientKey, submission }: Begun): TryRequeued {
    return { event: 'given-back', messageId, attempt, recipientKey, submission, at: this.clock.now() };
  }

  /** Returns at once. */
  tell(words: readonly Word[]): void {
    if (words.length === 0) return;
    for (const word of words) this.waiting.add(word);
    for (const oldest of this.waiting) {
      if (this.waiting.size <= LIMIT) break;
      this.waiting.delete(oldest);
    }
    this.telling ??= this.tellAll().finally(() => (this.telling = undefined));
  }

  /** Resolves once all is told. */
  async told(): Promise<void> {
    await this.telling;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.telling;
    await this.submits.end();
  }

  private async tellAll(): Promise<void> {
    const { signal } = this.ending;
    while (this.waiting.size > 0 && !signal.aborted) {
      const now = [...this.waiting];
      try {
        const requeued = now.filter((word) => 'event' in word);
        const outcomes = now.flatMap((word) => ('event' in word ? [] : word));
        await allSettled([this.journal.tell(requeued), this.status.tell(outcomes)]);
        this.remembered.told(outcomes);
        this.submits.closed(now);
        for (const told of now) this.waiting.delete(told);
      } catch (error) {
        this.log.warn({ err: error, waiting: now.length }, 'What became of submits could not be told; trying again');
        await pause(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
