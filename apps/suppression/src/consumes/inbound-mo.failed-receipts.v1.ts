import { Controller, Inject } from '@nestjs/common';
import { type Receipt, failedReceipts } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { type OperatorErrors, isAmong } from '../numbers/operator-errors';
import { RecordNumberStates } from '../numbers/record-number-states';
import { operatorOptOut } from '../opt-outs/operator-opt-out';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

export const STOP_LIST_ERRORS = Symbol('errors by which operators report a STOP');

@Controller()
export class FailedReceiptsConsumer {
  constructor(
    private readonly recordOptOuts: RecordOptOuts,
    private readonly recordNumberStates: RecordNumberStates,
    private readonly clock: Clock,
    @Inject(STOP_LIST_ERRORS) private readonly stopErrors: OperatorErrors,
  ) {}

  @Consumes(failedReceipts, BATCHED)
  async handle(messages: MessageOf<typeof failedReceipts>[]): Promise<void> {
    const stops = messages.filter(({ value }) => value.outcome === 'failed' && this.reportsStop(value));
    const acceptedAt = this.clock.now();
    await this.recordOptOuts.execute(
      stops.flatMap(({ value, traceparent }) => operatorOptOut(value, { traceparent, acceptedAt })),
    );
    // A block says nothing of the number itself.
    const aboutNumbers = messages.filter(({ value }) => value.refusal === undefined);
    await this.recordNumberStates.execute(aboutNumbers.map(({ value }) => value));
  }

  private reportsStop({ provider, error, refusal }: Receipt): boolean {
    return refusal === 'opted-out' || isAmong(this.stopErrors, provider, error);
  }
}
