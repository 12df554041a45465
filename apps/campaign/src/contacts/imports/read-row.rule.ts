import { storableText } from '@stopsms/kernel';

/** One row's values without outer space and without what cannot be stored; undefined for a row with nothing in it. */
export function readRow(values: readonly string[]): string[] | undefined {
  const cleaned = values.map((value) => storableText(value).trim());
  return cleaned.some((value) => value !== '') ? cleaned : undefined;
}
