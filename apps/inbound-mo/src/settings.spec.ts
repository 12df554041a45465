import { settingsOf } from './settings';

test.each([
  { given: undefined, earlier: undefined, hours: 72 },
  { given: undefined, earlier: '24', hours: 24 },
  { given: '48', earlier: '24', hours: 48 },
])('with $given hours, and $earlier under the earlier name, unclassified replies expire after $hours', (row) => {
  const env = row.earlier === undefined ? {} : { UNDECIDED_REPLY_DEADLINE_HOURS: row.earlier };
  expect(settingsOf(env).shape.UNCLASSIFIED_REPLY_DEADLINE_HOURS.parse(row.given)).toBe(row.hours);
});

test('hours under the earlier name have the same bounds', () => {
  const { shape } = settingsOf({ UNDECIDED_REPLY_DEADLINE_HOURS: '697' });
  expect(() => shape.UNCLASSIFIED_REPLY_DEADLINE_HOURS.parse(undefined)).toThrow('<=696');
});
