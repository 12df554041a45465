/** JSON escapes of NUL and of half a character: jsonb accepts neither, and text that a refusal quotes may contain both. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** JSON that a jsonb column takes, whatever a requester wrote. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.stringify(value, storable) : json;
}

/** The value that `toJson` writes, as it is read again. */
export function storableValue<T>(value: T): T {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? (JSON.parse(JSON.stringify(value, storable)) as T) : value;
}

export const storableText = (text: string): string => text.replace(/\p{Surrogate}|\0/gu, '\ufffd');

const storable = (_: string, value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value);
