/**
 * How an operator writes the id of a text in its receipts: as in its answer to the submit (`same`), or in `hex` or `decimal`
 * where the answer has the other of the two. Capitals and leading zeros are nobody's difference.
 */
export const RECEIPT_IDS = ['same', 'hex', 'decimal'] as const;
export type ReceiptIdForm = (typeof RECEIPT_IDS)[number];

/** Up to 128 bits; a longer id, like one with other characters, is no number. */
const NUMBER = { hex: /^[0-9a-f]{1,32}$/i, decimal: /^[0-9]{1,39}$/ };

/** The id of a receipt as the answer had it; one that is no number in that form is left as it is. */
export function asAnswered(id: string, form: ReceiptIdForm): string {
  if (form === 'same' || !NUMBER[form].test(id)) return id;
  return form === 'hex' ? BigInt(`0x${id}`).toString() : BigInt(id).toString(16);
}
