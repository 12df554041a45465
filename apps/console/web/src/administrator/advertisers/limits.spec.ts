import { capValues, capsOf } from './limits';

test.each([
  { caps: undefined, values: { other: '' } },
  { caps: [{ adverts: 4, hours: 168 }], values: { 'cap/168': '4', other: '' } },
  {
    caps: [
      { adverts: 1, hours: 24 },
      { adverts: 2, hours: 6 },
      { adverts: 9, hours: 1_000 },
    ],
    values: { 'cap/24': '1', other: '2/6\n9/1000' },
  },
])('caps are edited and come back: $values', ({ caps, values }) => {
  expect(capValues(caps)).toEqual(values);
  expect(capsOf(values)).toEqual(caps ?? null);
});

test('words that are no cap are left for the service to refuse', () => {
  expect(capsOf({ other: 'four' })).toEqual([{ adverts: Number.NaN, hours: 0 }]);
});
