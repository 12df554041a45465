import { Injectable } from '@nestjs/common';
import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { dispatchKey } from '../messages/dispatchable';
import type { Outcome } from '../messages/outcome';
import { RememberedOutcomes } from '../messages/remembered-outcomes';
import { ReportRetrier } from './report-retrier';
import { SubmitLog } from './submit-log';

/** Publishes the outcome of a message that was published as unknown. An outcome that is known already does not change. */
@Injectable()
export class SettleUnknown {
  constructor(
    private readonly remembered: RememberedOutcomes,
    private readonly submits: SubmitLog,
    private readonly retrier: ReportRetrier,
    private readonly clock: Clock,
  ) {}

  /** @returns the settled status, which is not published if another outcome is known */
  execute(unknown: MessageStatus, outcome: Outcome): MessageStatus {
    const { code: _, detail: __, textDigest: ___, ...about } = unknown;
    const settled: MessageStatus = { ...about, ...outcome, at: this.clock.now() };
    const key = dispatchKey(unknown);
    if (this.isKnown(key)) return settled;
    this.remembered.set(key, settled);
    // Without effect unless the unknown one is still to be published.
    this.submits.answered(key, settled);
    this.retrier.add([settled]);
    return settled;
  }

  /** @param key - dispatch key */
  isKnown(key: string): boolean {
    const known = this.remembered.get(key)?.status;
    return known !== undefined && knowledgeOf(known) > knowledgeOf('unknown');
  }
}
