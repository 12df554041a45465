import type { Schemas } from '@stopsms/clients';

export type Course = Schemas['campaign']['CourseAnswer'];
export type Series = 'sent' | 'delivered' | 'failed' | 'optedOut';
export const SERIES: readonly Series[] = ['sent', 'delivered', 'failed', 'optedOut'];

/** Sums of a course at the end of each interval, as columns: first the instants in seconds, then the series. */
export function cumulate({ intervalSeconds, items }: Course): [at: number[], ...sums: number[][]] {
  const first = items[0];
  if (first === undefined) return [[], [], [], [], []];
  // Before anything happened.
  const at = [Date.parse(first.at) / 1_000];
  const sums = SERIES.map(() => [0]);
  for (const item of items) {
    at.push(Date.parse(item.at) / 1_000 + intervalSeconds);
    SERIES.forEach((name, index) => sums[index]?.push((sums[index].at(-1) ?? 0) + item[name]));
  }
  return [at, ...sums];
}
