import { days, defineTopic } from '../define-topic';
import { receipts } from './inbound-mo.receipts.v1';

// Few beside all receipts, so that who keeps what speaks against numbers need not read everybody's. A delivery is among them
// where a failure of the number was told since its last one: it ends what that began.
export const failedReceipts = defineTopic({
  name: 'inbound-mo.failed-receipts.v1',
  description: 'Receipts that speak against a number, and the delivery that follows them.',
  key: receipts.key,
  value: receipts.value,
  cleanup: days(30),
  framedBy: 'recipientKey',
});
