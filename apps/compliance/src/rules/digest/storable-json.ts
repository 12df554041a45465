/** JSON escapes of NUL and of half a character: jsonb accepts neither, and text that a refusal quotes may contain both. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

export const isStorable = (json: string): boolean => !UNSTORABLE.test(json);

/** JSON that a jsonb column takes, whatever a requester wrote. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return isStorable(json) ? json : JSON.stringify(value, storable);
}

/** The value that `toJson` writes, as it is read again. */
export function storableValue<T>(value: T): T {
  const json = JSON.stringify(value);
  return isStorable(json) ? value : (JSON.parse(JSON.stringify(value, storable)) as T);
}

export const storableText = (text: string): string => text.replace(/\p{Surrogate}|\0/gu, '\ufffd');

const storable = (_: string, value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value);
