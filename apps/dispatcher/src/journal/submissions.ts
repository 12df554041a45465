import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Begun, type MessageStatus, type TryRequeued, knowledgeOf } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Veto } from '../operator/operator-link';
import { JournalTopic } from '../produces/dispatcher.journal.v1';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { allSettled } from '../all-settled';
import { type Dispatchable, dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import type { Written } from './journal-marks';
import { ReportRetrier } from './report-retrier';
import { SubmitLog } from './submit-log';

/** Keeps the journal of each try to submit a message, and this replica's own log of it. */
@Injectable()
export class Submissions {
  private readonly process = randomUUID().slice(0, 13);
  private count = 0;

  constructor(
    private readonly journal: JournalTopic,
    private readonly status: StatusTopic,
    private readonly submits: SubmitLog,
    private readonly retrier: ReportRetrier,
    private readonly remembered: RememberedOutcomes,
    private readonly clock: Clock,
  ) {}

  begin(message: Dispatchable, checked: Pick<Begun, 'view' | 'textDigest'>): Begun {
    const submission = `${this.process}-${(this.count += 1)}`;
    return this.journal.begun(message, { submission, at: this.clock.now(), ...checked });
  }

  /**
   * Publishes decisions in one send: tries to the journal, refusals as outcomes.
   * @returns positions of the tries
   * @throws when it is not known whether the journal has them: nothing may leave then
   */
  async decided(begun: Begun[], ended: MessageStatus[]): Promise<Written> {
    this.submits.begun(begun);
    try {
      const written = await this.write(begun, ended);
      this.remembered.markPublished(ended);
      return written;
    } catch (error) {
      this.retrier.add(begun.map((one) => this.retrier.requeued(one)));
      throw error;
    }
  }

  /** Checked just before a part is written. */
  vetoOf(message: Dispatchable): Veto | undefined {
    const detail = this.submits.writes(dispatchKey(message));
    return detail === undefined ? undefined : { status: 'not-ours', code: 'SUBMIT_LOG', detail };
  }

  /** Entry for a try of which nothing was written, so that another dispatcher may begin it. */
  requeued(begun: Begun): TryRequeued {
    return this.retrier.requeued(begun);
  }

  ended(key: string, outcome: MessageStatus): void {
    this.remembered.set(key, outcome);
    if (knowledgeOf(outcome.status) > knowledgeOf('unknown')) this.submits.answered(key, outcome);
  }

  /** Publishes outcomes and returned tries, and returns their positions. */
  async publish(outcomes: MessageStatus[], requeued: TryRequeued[]): Promise<Written> {
    try {
      const written = await this.write(requeued, outcomes);
      this.remembered.markPublished(outcomes);
      this.submits.closed([...outcomes, ...requeued]);
      return written;
    } catch (error) {
      // Another dispatcher, which knows none of this, may receive the record.
      this.retrier.add([...requeued, ...outcomes.filter(({ status }) => knowledgeOf(status) > knowledgeOf('unknown'))]);
      throw error;
    }
  }

  /** Called together, both sends go in one request. */
  private async write(entries: (Begun | TryRequeued)[], outcomes: MessageStatus[]): Promise<Written> {
    const [journal = [], status = []] = await allSettled([
      this.journal.publish(entries),
      this.status.publish(outcomes),
    ]);
    return { journal, status };
  }
}
