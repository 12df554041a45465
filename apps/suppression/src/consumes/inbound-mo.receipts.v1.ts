import { Controller } from '@nestjs/common';
import { type Receipt, receipts } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import type { OptOutRequest } from '../use-cases/opt-out-request';
import { RecordNumberStates } from '../use-cases/record-number-states';
import { RecordOptOuts } from '../use-cases/record-opt-outs';

/** Operator error 53: the recipient had texted STOP to the operator's own list (OVHcloud SMPP specification). */
const BLACKLISTED_BY_STOP = new Set(['53', '053']);

// An operator that refuses because of a STOP we never saw tells us of one: it counts, without a confirmation. What receipts
// tell of the number itself is kept apart.
@Controller()
export class ReceiptsConsumer {
  constructor(
    private readonly recordOptOuts: RecordOptOuts,
    private readonly recordNumberStates: RecordNumberStates,
  ) {}

  @Consumes(receipts, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
    await this.recordOptOuts.execute(messages.flatMap(({ value, traceparent }) => toRequest(value, traceparent)));
    await this.recordNumberStates.execute(messages.map(({ value }) => value));
  }
}

function toRequest(receipt: Receipt, traceparent: string): OptOutRequest[] {
  if (receipt.outcome !== 'failed' || !receipt.advertiserId || !BLACKLISTED_BY_STOP.has(receipt.error ?? '')) return [];
  return [
    {
      causeId: deterministicId('provider-stop', receipt.messageId),
      recipientKey: receipt.recipientKey,
      scopes: [receipt.advertiserId],
      source: 'provider',
      evidenceId: receipt.messageId,
      reason: `operator ${receipt.provider} refused with error ${receipt.error}: the recipient is on its STOP list`,
      at: receipt.at,
      attributed: true,
      traceparent,
    },
  ];
}
