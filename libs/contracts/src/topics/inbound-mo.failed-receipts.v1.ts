import { days, defineTopic } from '../define-topic';
import { receipts } from './inbound-mo.receipts.v1';

// A small part of all receipts, so that suppression, which tracks failing numbers, need not read all. A delivery is among them if a
// failure of the number was published since its last one: it resets the count.
export const failedReceipts = defineTopic({
  name: 'inbound-mo.failed-receipts.v1',
  description: 'Receipts that suggest that a number is out of use, and the next delivery to it.',
  key: receipts.key,
  value: receipts.value,
  cleanup: days(30),
  framedBy: 'recipientKey',
});
