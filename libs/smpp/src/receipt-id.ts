/**
 * Forms of the id of a text in an operator's receipts: as in its response to the submit (`same`), or in `hex` or `decimal` if
 * the response has the other. Case and leading zeros do not matter.
 */
export const RECEIPT_IDS = ['same', 'hex', 'decimal'] as const;
export type ReceiptIdForm = (typeof RECEIPT_IDS)[number];

/** Up to 128 bits; a longer id, like one with other characters, is no number. */
const NUMBER = { hex: /^[0-9a-f]{1,32}$/i, decimal: /^[0-9]{1,39}$/ };

/** Returns the id of a receipt in the form of the response; one that is no number of that form is unchanged. */
export function asAnswered(id: string, form: ReceiptIdForm): string {
  if (form === 'same' || !NUMBER[form].test(id)) return id;
  return form === 'hex' ? BigInt(`0x${id}`).toString() : BigInt(id).toString(16);
}
