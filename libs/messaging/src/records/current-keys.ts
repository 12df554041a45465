import type { Topic } from '@stopsms/contracts';
import { RECIPIENT_KEY_PATTERN, type RecipientKeys } from '@stopsms/kernel';

/** `recipientKey:scope` */
const LISTED = /^[\w-]{22}:./;
const KEY_CHARACTERS = 22;

/**
 * Returns a record's key as this process makes keys now, whichever generation it was written under.
 * @throws UnknownGeneration if it was made with a secret that this process was not given
 */
export function currentKey(topic: Topic, key: string, keys: RecipientKeys): string {
  if (topic.key.pattern === RECIPIENT_KEY_PATTERN) return keys.current(key);
  if (!topic.partitionBy || !LISTED.test(key)) return key;
  return `${keys.current(key.slice(0, KEY_CHARACTERS))}${key.slice(KEY_CHARACTERS)}`;
}

/** Does the same for the value of a record, which is modified. */
export function withCurrentKey(value: unknown, keys: RecipientKeys): unknown {
  const record = value as { recipientKey?: string | null } | null;
  if (typeof record?.recipientKey === 'string') record.recipientKey = keys.current(record.recipientKey);
  return value;
}
