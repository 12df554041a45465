import { isStorableJson, storableText } from '@stopsms/kernel';

/** JSON that a jsonb column takes, whatever a requester wrote. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return isStorableJson(json) ? json : JSON.stringify(value, storable);
}

/** The value that `toJson` writes, as it is read again. */
export function storableValue<T>(value: T): T {
  const json = JSON.stringify(value);
  return isStorableJson(json) ? value : (JSON.parse(JSON.stringify(value, storable)) as T);
}

const storable = (_: string, value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value);
