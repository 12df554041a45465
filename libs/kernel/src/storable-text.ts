/** NUL, which PostgreSQL stores in no text, and surrogates without their other half, which are no characters. A phone can send both. */
const NOT_TEXT = /\0|\p{Surrogate}/gu;
/** The same, as JSON escapes them: jsonb accepts neither. */
const NOT_JSONB = /\\u(?:0000|d[89a-f])/;

/** `text` with U+FFFD instead of each character that cannot be stored. */
export const storableText = (text: string): string => text.replace(NOT_TEXT, '\ufffd');

/** True if `text` can be stored and sent as it is. */
export const isStorableText = (text: string): boolean => text.search(NOT_TEXT) === -1;

/** True if a jsonb column accepts `json`, as `JSON.stringify` writes it. */
export const isStorableJson = (json: string): boolean => !NOT_JSONB.test(json);
