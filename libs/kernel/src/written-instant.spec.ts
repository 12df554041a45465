import { writtenInstant } from './written-instant';

test.each([
  ['an ISO date, midnight in Paris', '2026-03-02', '2026-03-01T23:00:00Z'],
  ['an ISO instant', '2026-03-02T10:30:00Z', '2026-03-02T10:30:00Z'],
  ['an ISO instant with offset', '2026-03-02T10:30:00+02:00', '2026-03-02T08:30:00Z'],
  ['a local time, in winter', '2026-03-02T10:30', '2026-03-02T09:30:00Z'],
  ['a local time, in summer', '2026-07-02T10:30', '2026-07-02T08:30:00Z'],
  ['date and time with a space', '2026-03-02 10:30:15', '2026-03-02T09:30:15Z'],
  ['a French date', '02/03/2026', '2026-03-01T23:00:00Z'],
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
  ['an American date', '12/25/2025'],
  ['a two-digit year', '02/03/26'],
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
