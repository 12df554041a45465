import { type Receipt, receipts } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';

export { type Receipt, receipts };

/**
 * A message is settled once, so its id names the event.
 * @param traceparent - of the message
 */
export function receiptRecord(receipt: Receipt, traceparent: string | undefined): Outgoing<Receipt> {
  return {
    key: receipt.recipientKey,
    eventId: deterministicId('receipt', receipt.messageId),
    value: receipt,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
