/**
 * The form in which a text that was complained of is compared with what was sent: compatible characters are one (NFKC), and
 * no digit of a number or an amount is left in it.
 * @see docs/law/complaints.md#whose-it-is
 */
export const comparableText = (text: string): string => text.normalize('NFKC').replace(/\p{Nd}/gu, '0');
