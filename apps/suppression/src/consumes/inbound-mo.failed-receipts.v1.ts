import { Controller, Inject } from '@nestjs/common';
import { type Receipt, failedReceipts } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { type OperatorErrors, isAmong } from '../numbers/operator-errors';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordNumberStates } from '../numbers/record-number-states';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

export const STOP_LIST_ERRORS = Symbol('errors by which operators report a STOP');

// An operator that refuses because of a STOP that we never received reports one: it counts, without a confirmation. The state of the
// number itself is recorded apart.
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
      stops.flatMap(({ value, traceparent }) => toRequest(value, traceparent, acceptedAt)),
    );
    // A block says nothing of the number itself.
    const aboutNumbers = messages.filter(({ value }) => value.refusal === undefined);
    await this.recordNumberStates.execute(aboutNumbers.map(({ value }) => value));
  }

  private reportsStop({ provider, error, refusal }: Receipt): boolean {
    return refusal === 'opted-out' || isAmong(this.stopErrors, provider, error);
  }
}

/** @param acceptedAt - epoch ms, ours: the operator that dates its receipt may have a wrong clock */
function toRequest(receipt: Receipt, traceparent: string, acceptedAt: number): OptOutRequest[] {
  if (!receipt.advertiserId) return [];
  return [
    {
      causeId: deterministicId('provider-stop', receipt.messageId),
      recipientKey: receipt.recipientKey,
      scopes: [receipt.advertiserId],
      source: 'provider',
      evidenceId: receipt.messageId,
      reason: `operator ${receipt.provider} refused with error ${receipt.error ?? 'unknown'}: the recipient is on its STOP list`,
      at: receipt.at,
      acceptedAt,
      attributed: true,
      traceparent,
    },
  ];
}
