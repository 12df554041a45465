/** Characters that a sender name may have beside letters and digits, where its country permits them; all are GSM 7-bit. */
const SYMBOLS = " &'+-._";
export const SENDER_NAME = /^(?=.{3,11}$)(?=.*[A-Za-z])[A-Za-z0-9]+(?:(?: | ?[&'+._-] ?)[A-Za-z0-9]+)*\.?$/;

/** Form of a sender name, in words. */
export const SENDER_NAME_FORM = `3 to 11 letters, digits and single ${[...SYMBOLS.trim()].join(' ')} or spaces between them, with one letter at least`;

/**
 * Returns whether handsets can show it as a sender: 3 to 11 characters with a letter among them (GSM 03.38 alphanumeric address).
 * Which symbols a country permits is in its rule pack.
 */
export const isSenderName = (sender: string): boolean => SENDER_NAME.test(sender);

/** Returns the symbols of a name, each once. */
export const symbolsOf = (sender: string): string[] => [...new Set(sender.replace(/[A-Za-z0-9]/g, ''))];
