import { periodsAt } from './quota-period';

const written = (at: string) =>
  periodsAt(Date.parse(at)).map(({ period, startsOn, startsAt, endsAt }) => [
    period,
    startsOn,
    new Date(startsAt).toISOString(),
    new Date(endsAt).toISOString(),
  ]);

test.each([
  ['2026-11-25T10:00:00Z', '2026-11-25', '2026-11-26', '2026-11-01', '2026-12-01'],
  ['2026-11-30T23:59:59.999Z', '2026-11-30', '2026-12-01', '2026-11-01', '2026-12-01'],
  ['2026-12-01T00:00:00Z', '2026-12-01', '2026-12-02', '2026-12-01', '2027-01-01'],
  ['2028-02-29T12:00:00Z', '2028-02-29', '2028-03-01', '2028-02-01', '2028-03-01'],
  // Already Thursday in Paris: days are UTC.
  ['2026-11-25T23:30:00Z', '2026-11-25', '2026-11-26', '2026-11-01', '2026-12-01'],
])('%s belongs to the day %s until %s, and to the month %s until %s', (at, day, nextDay, month, nextMonth) => {
  expect(written(at)).toEqual([
    ['day', day, `${day}T00:00:00.000Z`, `${nextDay}T00:00:00.000Z`],
    ['month', month, `${month}T00:00:00.000Z`, `${nextMonth}T00:00:00.000Z`],
  ]);
});
