/** NUL, which PostgreSQL stores in no text, and surrogates without their other half, which are no characters. */
const NOT_TEXT = /\0|\p{Cs}/gu;

/** `text` with what PostgreSQL refuses replaced by the mark for an unreadable character. */
export const storableText = (text: string): string => text.replace(NOT_TEXT, '\uFFFD');

/** True if `text` can be stored and sent as it is. */
export const isStorable = (text: string): boolean => text.search(NOT_TEXT) === -1;
