import { dayOf } from '@stopsms/kernel';

const DAY_MS = 86_400_000;
/** Facts of years lie in thousands of parts, of which a statement opens each that it cannot rule out: so it names the days it means. */
const STRETCH_DAYS = 60;

export const daysAfter = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY_MS);

/** Stretches of days, first and last included, that together lead from one day to another. */
export function* stretches(from: string, to: string): Generator<[first: string, last: string]> {
  for (let first = from; ; first = daysAfter(first, STRETCH_DAYS)) {
    yield [first, daysAfter(first, STRETCH_DAYS - 1)];
    if (daysAfter(first, STRETCH_DAYS) > to) return;
  }
}

/** True if `stretches` has one from one day to another. */
export const isOneStretch = (from: string, to: string): boolean => daysAfter(from, STRETCH_DAYS) > to;

/** Returns the earliest of the days, `today` at the latest. */
export const firstDayOf = (rows: readonly { day: string }[], today: string): string =>
  rows.reduce((from, { day }) => (day < from ? day : from), today);
