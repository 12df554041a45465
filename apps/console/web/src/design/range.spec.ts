import { rangeOf } from './range';

test('a period has both of its days, in the time zone of the person', () => {
  const { from = '', to = '' } = rangeOf('2026-11-24', '2026-11-25');
  expect(new Date(from)).toEqual(new Date(2026, 10, 24));
  expect(new Date(to)).toEqual(new Date(2026, 10, 26));
});

test('leaves out an end before the beginning, and a text that is not a date', () => {
  expect(Object.keys(rangeOf('2026-11-24', '2026-11-23'))).toEqual(['from']);
  expect(rangeOf('yesterday', '2026-99-01')).toEqual({});
});
