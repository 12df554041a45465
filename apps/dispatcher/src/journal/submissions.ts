import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type MessageStatus, type Position, knowledgeOf } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Veto } from '../operator/operator-link';
import { StatusTopic } from '../produces/dispatcher.message-status.v1';
import { type Dispatchable, dispatchKey } from '../use-cases/dispatchable';
import { RememberedOutcomes } from '../use-cases/remembered-outcomes';
import { NOT_SUBMITTED } from './journal-tail';
import { LateWords } from './late-words';
import { SubmitLog } from './submit-log';

/** Keeps the journal of each try to submit a message, and this replica's own log of it. */
@Injectable()
export class Submissions {
  private readonly process = randomUUID().slice(0, 13);
  private count = 0;

  constructor(
    private readonly status: StatusTopic,
    private readonly submits: SubmitLog,
    private readonly late: LateWords,
    private readonly remembered: RememberedOutcomes,
    private readonly clock: Clock,
  ) {}

  begin(message: Dispatchable, checked: Pick<MessageStatus, 'view'>): MessageStatus {
    const submission = `${this.process}-${(this.count += 1)}`;
    return this.status.of(message, { status: 'submitting', at: this.clock.now(), submission, ...checked });
  }

  /** Journals decisions in one send. @throws when it is not known whether the journal has them: nothing may leave then */
  async decided(journal: MessageStatus[]): Promise<void> {
    const begun = journal.filter(({ status }) => status === 'submitting');
    this.submits.begun(begun);
    try {
      await this.status.tell(journal);
      this.remembered.told(journal);
    } catch (error) {
      this.late.tell(begun.map((one) => this.late.givenBack(one, 'Its journal entry could not be written.')));
      throw error;
    }
  }

  /** In the instant before a part is written. */
  vetoOf(message: Dispatchable): Veto | undefined {
    const detail = this.submits.writes(dispatchKey(message));
    return detail === undefined ? undefined : { status: 'not-ours', code: 'SUBMIT_LOG', detail };
  }

  /** Nothing of it was written, and another may begin it. */
  givenBack(begun: MessageStatus, detail = ''): MessageStatus {
    return this.late.givenBack(begun, detail);
  }

  ended(key: string, outcome: MessageStatus): void {
    this.remembered.set(key, outcome);
    if (knowledgeOf(outcome.status) > knowledgeOf('unknown')) this.submits.answered(key, outcome);
  }

  /** Returns where in the journal they are. */
  async tell(outcomes: MessageStatus[]): Promise<Position[]> {
    try {
      const positions = await this.status.tell(outcomes);
      this.remembered.told(outcomes);
      this.submits.closed(outcomes);
      return positions;
    } catch (error) {
      // What has an outcome is remembered, and told again with its record.
      this.late.tell(outcomes.filter(({ code }) => code === NOT_SUBMITTED));
      throw error;
    }
  }
}
