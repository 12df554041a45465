import { type Receipt, failedReceipts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import { receiptRecord } from './inbound-mo.receipts.v1';

export { failedReceipts };

/** Record of a failed receipt, the same as in `inbound-mo.receipts.v1`. */
export const failedReceiptRecord = (receipt: Receipt, traceparent: string | undefined): Outgoing<Receipt> =>
  receiptRecord(receipt, traceparent);
