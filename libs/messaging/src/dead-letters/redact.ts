import { maskNumbers } from '@stopsms/kernel';

// Redacts a record so that an operator sees neither a person's number nor a text: its shape, its ids, and words of our
// contracts stay; everything else is replaced by its length.

/** Our identifiers: UUIDs and recipient keys. */
const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{22}(:.{1,80})?)$/i;
/** Fields whose text is one of a few words of the contract. */
const WORDS = new Set([
  'category',
  'channel',
  'code',
  'country',
  'lane',
  'mention',
  'outcome',
  'provider',
  'region',
  'source',
  'stat',
  'state',
  'status',
  'tier',
]);
const WORD = /^[\w-]{1,20}$/;
/** Largest plain number: longer runs of digits that are no instant may be a phone number written as a JSON number. */
const MAX_PLAIN = 999_999;
const INSTANTS = { from: 1_000_000_000_000, to: 4_000_000_000_000 };

/** @param bytes - value in the topic; replaced by its size when it is not JSON */
export function redactedValue(bytes: Buffer | null): unknown {
  if (bytes === null) return null;
  try {
    return redacted('', JSON.parse(bytes.toString('utf8')));
  } catch {
    return `<${bytes.length} bytes that are not JSON>`;
  }
}

/** Returns a key only if it can only be an identifier. */
export function redactedKey(key: Buffer | null): string | null {
  if (key === null) return null;
  const text = key.toString('utf8');
  return ID.test(text) ? text : `<${text.length} characters>`;
}

function redacted(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => redacted(field, each));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [maskNumbers(name), redacted(name, each)]));
  }
  if (typeof value === 'string') {
    const isWord = WORDS.has(field) && WORD.test(value) && !/\d{6}/.test(value);
    return ID.test(value) || isWord ? value : `<${value.length} characters>`;
  }
  if (typeof value !== 'number') return value;
  const isInstant = value >= INSTANTS.from && value <= INSTANTS.to;
  return Math.abs(value) <= MAX_PLAIN || isInstant ? value : '<number>';
}
