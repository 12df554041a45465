import { periodOf } from './period';

test.each([
  { days: 7, from: '2026-11-21' },
  { days: 30, from: '2026-10-29' },
  { days: 1, from: '2026-11-27' },
])('the last $days days', ({ days, from }) => {
  expect(periodOf(days, new Date('2026-11-27T18:00:00Z'))).toEqual({ from, to: '2026-11-27' });
});
