import { maskNumbers } from '@stopsms/kernel';

const NAME = /^\p{L}[\p{L}\p{N}._@-]*$/u;

/** Returns untrusted text as one short line without phone numbers, which any store accepts. */
export const plainWords = (text: string, most: number): string =>
  maskNumbers(text.slice(0, most).replace(/\p{Surrogate}|\p{Cc}/gu, ' ')).slice(0, most);

/** Returns a name in a path, such as that of a pack; undefined if it may be anything else, such as a phone number. */
export const nameIn = (value: string, most: number): string | undefined =>
  value.length <= most && NAME.test(value) && maskNumbers(value) === value ? value : undefined;
