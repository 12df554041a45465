import { type Receipt, receipts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type Receipt, receipts };

/** @param traceparent - of the message */
export function receiptRecord(receipt: Receipt, traceparent: string | undefined): Outgoing<Receipt> {
  return {
    key: receipt.recipientKey,
    value: receipt,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
