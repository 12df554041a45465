import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service-kit';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { NOT_SUBMITTED } from './journal-tail';
import { SubmitLog } from './submit-log';

const AGAIN_AFTER_MS = 1_000;
/** Beyond it the oldest are left out, and are unknown to whoever takes over. */
const LIMIT = 10_000;

/**
 * Tells the journal, until it has it, what nobody else could: which tries wrote nothing though their journal entry may
 * stand there, and at a start what the process before had learned and not told.
 */
@Injectable()
export class LateWords implements OnApplicationShutdown {
  private readonly waiting = new Set<MessageStatus>();
  private readonly ending = new AbortController();
  private telling: Promise<void> | undefined;

  constructor(
    private readonly status: StatusTopic,
    private readonly submits: SubmitLog,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    const { unwritten, answered } = submits.left();
    if (unwritten.length + answered.length === 0) return;
    log.info(
      { unwritten: unwritten.length, answered: answered.length },
      'The process before left submits open of which more is known',
    );
    this.tell([
      ...answered,
      ...unwritten.map((begun) => this.givenBack(begun, 'Its dispatcher ended before it wrote it.')),
    ]);
  }

  givenBack(begun: MessageStatus, detail: string): MessageStatus {
    return { ...begun, status: 'submitting', code: NOT_SUBMITTED, detail, at: this.clock.now() };
  }

  /** Returns at once. */
  tell(statuses: readonly MessageStatus[]): void {
    if (statuses.length === 0) return;
    for (const status of statuses) this.waiting.add(status);
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
        await this.status.tell(now);
        this.submits.closed(now);
        for (const told of now) this.waiting.delete(told);
      } catch (error) {
        this.log.warn({ err: error, waiting: now.length }, 'What was not submitted could not be told; trying again');
        await pause(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
