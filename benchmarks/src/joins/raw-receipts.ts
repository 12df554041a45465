import { Type } from '@sinclair/typebox';
import { days, defineTopic } from '@stopsms/contracts';

/** Topic by which a receipt finds the owner of its message, as the product would have it. */
export const rawReceipts = defineTopic({
  name: 'bench.raw-receipts.v1',
  description: 'A receipt as it came in.',
  key: { description: 'recipientKey' },
  value: Type.Object({
    receiptId: Type.String(),
    recipientKey: Type.String(),
    provider: Type.String(),
    smscId: Type.String(),
    stat: Type.String(),
    error: Type.Optional(Type.String()),
    at: Type.Integer(),
  }),
  cleanup: days(10),
  framedBy: 'recipientKey',
});
