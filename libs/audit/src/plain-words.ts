import { maskNumbers } from '@stopsms/kernel';

const NAME = /^\p{L}[\p{L}\p{N}._@-]*$/u;

/** What a stranger wrote, as one short line without numbers of people, that any store takes. */
export const plainWords = (text: string, most: number): string =>
  maskNumbers(text.slice(0, most).replace(/\p{Surrogate}|\p{Cc}/gu, ' ')).slice(0, most);

/** A name in a path, such as that of a pack; undefined for what may be anything, a number for instance. */
export const nameIn = (value: string, most: number): string | undefined =>
  value.length <= most && NAME.test(value) && maskNumbers(value) === value ? value : undefined;
