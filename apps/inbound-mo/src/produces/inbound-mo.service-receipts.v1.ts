import { type Receipt, type ServiceReceipt, serviceReceipts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { serviceReceipts };

export const serviceReceiptRecord = ({ recipientKey, messageId, outcome, at }: Receipt): Outgoing<ServiceReceipt> => ({
  key: recipientKey,
  value: { messageId, outcome, at },
});
