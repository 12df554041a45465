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
import { LateWords } from './report-retrier';
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
    private readonly late: LateWords,
    private readonly remembered: RememberedOutcomes,
    private readonly clock: Clock,
  ) {}

  begin(message: Dispatchable, checked: Pick<Begun, 'view'>): Begun {
    const submission = `${this.process}-${(this.count += 1)}`;
    return this.journal.begun(message, { submission, at: this.clock.now(), ...checked });
  }

  /**
   * Tells decisions in one send: what may leave to the journal, what does not as it ended.
   * @returns where the tries are
   * @throws when it is not known whether the journal has them: nothing may leave then
   */
  async decided(begun: Begun[], ended: MessageStatus[]): Promise<Written> {
    this.submits.begun(begun);
    try {
      const written = await this.write(begun, ended);
      this.remembered.told(ended);
      return written;
    } catch (error) {
      this.late.tell(begun.map((one) => this.late.requeued(one)));
      throw error;
    }
  }

  /** In the instant before a part is written. */
  vetoOf(message: Dispatchable): Veto | undefined {
    const detail = this.submits.writes(dispatchKey(message));
    return detail === undefined ? undefined : { status: 'not-ours', code: 'SUBMIT_LOG', detail };
  }

  /** Nothing of it was written, and another may begin it. */
  requeued(begun: Begun): TryRequeued {
    return this.late.requeued(begun);
  }

  ended(key: string, outcome: MessageStatus): void {
    this.remembered.set(key, outcome);
    if (knowledgeOf(outcome.status) > knowledgeOf('unknown')) this.submits.answered(key, outcome);
  }

  /** Returns where they are. */
  async tell(outcomes: MessageStatus[], requeued: TryRequeued[]): Promise<Written> {
    try {
      const written = await this.write(requeued, outcomes);
      this.remembered.told(outcomes);
      this.submits.closed([...outcomes, ...requeued]);
      return written;
    } catch (error) {
      // Its record may come to another dispatcher, which knows none of it.
      this.late.tell([...requeued, ...outcomes.filter(({ status }) => knowledgeOf(status) > knowledgeOf('unknown'))]);
      throw error;
    }
  }

  /** Asked for together, they go in one request. */
  private async write(entries: (Begun | TryRequeued)[], outcomes: MessageStatus[]): Promise<Written> {
    const [journal = [], status = []] = await allSettled([this.journal.tell(entries), this.status.tell(outcomes)]);
    return { journal, status };
  }
}
