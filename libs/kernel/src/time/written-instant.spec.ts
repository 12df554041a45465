import { writtenInstant } from './written-instant';

test.each([
  ['an ISO date, midnight in Paris', '2026-03-02', '2026-03-01T23:00:00Z'],
  ['an ISO instant', '2026-03-02T10:30:00Z', '2026-03-02T10:30:00Z'],
  ['an ISO instant with offset', '2026-03-02T10:30:00+02:00', '2026-03-02T08:30:00Z'],
  ['an ISO instant with milliseconds', '2026-03-02T10:30:00.250-05:30', '2026-03-02T16:00:00.250Z'],
  ['an ISO instant without seconds', '2026-03-02T10:30Z', '2026-03-02T10:30:00Z'],
  ['the last of a leap February', '2028-02-29T10:30:00Z', '2028-02-29T10:30:00Z'],
  ['a local time, in winter', '2026-03-02T10:30', '2026-03-02T09:30:00Z'],
  ['a local time, in summer', '2026-07-02T10:30', '2026-07-02T08:30:00Z'],
  ['date and time with a space', '2026-03-02 10:30:15', '2026-03-02T09:30:15Z'],
  ['a French date', '02/03/2026', '2026-03-01T23:00:00Z'],
  ['a French date as Excel shows it', '02/03/26', '2026-03-01T23:00:00Z'],
  ['a French date and time as Excel shows it', '2/3/26 10:30', '2026-03-02T09:30:00Z'],
  ['a French date with one digit', '2/3/2026', '2026-03-01T23:00:00Z'],
  ['a French date and time', '02/03/2026 10:30', '2026-03-02T09:30:00Z'],
  ['a French date and time with h', '02/03/2026 10h30', '2026-03-02T09:30:00Z'],
  ['a French date with hyphens', '02-03-2026', '2026-03-01T23:00:00Z'],
  ['a French date with dots', '02.03.2026', '2026-03-01T23:00:00Z'],
  ['a French date and time in words', '02/03/2026 à 10 h 30', '2026-03-02T09:30:00Z'],
  ['a French date and time with a non-breaking space', '02/03/2026\u00a010:30', '2026-03-02T09:30:00Z'],
  ['a French date and time with seconds', '02/03/2026 10:30:15', '2026-03-02T09:30:15Z'],
])('%s is read', (_, written, instant) => {
  expect(writtenInstant(written)).toBe(Date.parse(instant));
});

test.each([
  ['an impossible day', '31/02/2026'],
  ['an impossible day as programs write it', '2026-02-30T10:30:00Z'],
  ['an impossible month as programs write it', '2026-13-01T10:30:00Z'],
  ['an instant before any SMS', '1069-10-14T10:30:00Z'],
  ['an American date', '12/25/2025'],
  ['a two-digit year that may as well be a day', '26-03-02'],
  ['a date with two kinds of separators', '02/03-2026'],
  ['a word', 'yes'],
  ['nothing', ''],
  ['epoch milliseconds', '1772446200000'],
  ['a week date', '2026-W10'],
  ['a year before any SMS', '1066-10-14'],
  ['an impossible hour', '02/03/2026 25:00'],
])('%s is no date', (_, written) => {
  expect(writtenInstant(written)).toBeUndefined();
});

test('reads a repeated value alike, also after many others', () => {
  const dates = Array.from({ length: 2_500 }, (_, n) => `2026-03-02T10:${String(n % 60).padStart(2, '0')}:00.${n}`);
  const first = dates.map((written) => writtenInstant(written));
  expect(dates.map((written) => writtenInstant(written))).toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(60);
});

test.each([
  ['mdy', '11/25/2026 10:30', '2026-11-25T09:30:00Z'],
  ['mdy', '02/03/2026', '2026-02-02T23:00:00Z'],
  ['mdy', '2026-11-25T10:30:00Z', '2026-11-25T10:30:00Z'],
  ['dmy', '02/03/2026', '2026-03-01T23:00:00Z'],
  ['epoch', '1795599000', '2026-11-25T09:30:00Z'],
  ['epoch', '1795599000250', '2026-11-25T09:30:00.250Z'],
] as const)('a file of form %s has %s for an instant', (form, written, instant) => {
  expect(writtenInstant(written, form)).toBe(Date.parse(instant));
});

test.each([
  ['mdy', '25/11/2026'],
  ['epoch', '25/11/2026'],
  ['epoch', '17955990000'],
  ['epoch', '-1795599000'],
] as const)('a file of form %s has no instant in %s', (form, written) => {
  expect(writtenInstant(written, form)).toBeUndefined();
});
