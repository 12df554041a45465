import { proposedStart, withClosedDays } from './windows';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
const window = (day: number, from = 8, to = 20) => ({ opensAt: at(day, from), closesAt: at(day, to) });

test.each([
  ['before opening', at(25, 6, 40), at(25, 8)],
  ['in the middle of the day', at(25, 10, 10), at(25, 11)],
  ['shortly before closing', at(25, 19, 10), at(26, 8)],
  ['after closing', at(25, 21), at(26, 8)],
])('proposes a start at which adverts may be sent: %s', (_, now, proposed) => {
  expect(proposedStart([window(25), window(26)], Date.parse(now))).toBe(proposed);
});

test('proposes the next hour if no window is known', () => {
  expect(proposedStart([], Date.parse(at(25, 6, 40)))).toBe(at(25, 7));
});

test('lists days without a window between the others', () => {
  const [first, same, next] = [window(28, 8, 12), window(28, 14, 20), window(30)];
  expect(withClosedDays([first, same, next])).toEqual([first, same, { closedOn: new Date(2026, 10, 29) }, next]);
  expect(withClosedDays([])).toEqual([]);
});
