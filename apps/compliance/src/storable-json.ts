/** How JSON writes a NUL or half a character: jsonb takes neither, and both may stand in what a refusal quotes. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** JSON that a jsonb column takes, whatever a requester wrote. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.stringify(value, storable) : json;
}

const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}|\0/gu, '\ufffd') : value;
