import { type Receipt, failedReceipts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import { receiptRecord } from './inbound-mo.receipts.v1';

export { failedReceipts };

/** As it is among all receipts. */
export const failedReceiptRecord = (receipt: Receipt, traceparent: string | undefined): Outgoing<Receipt> =>
  receiptRecord(receipt, traceparent);
