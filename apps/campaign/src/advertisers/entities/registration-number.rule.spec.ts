import fc from 'fast-check';
import { readRegistrationNumber } from './registration-number.rule';

test.each([
  ['732 829 320', 'FR'],
  ['732829320', 'FR'],
  ['732 829 320 00074', 'FR'],
  ['FR 44 732829320', 'FR'],
  ['fr44732829320', 'FR'],
  ['44 732 829 320', 'FR'],
  ['732\u00a0829\u202f320', 'FR'],
  ['FR44732829320', 'BE'],
  ['732829320', 'RE'],
])('%s of %s belongs to company FR732829320', (given, country) => {
  expect(readRegistrationNumber(given, country)).toBe('FR732829320');
});

test.each([
  ['DE136695976', 'DE', 'DE136695976'],
  ['136 695 976', 'DE', 'DE136695976'],
  ['BE 0403.019.261', 'BE', 'BE0403019261'],
  ['IT 00743110157', 'IT', 'IT00743110157'],
  ['ATU13585627', 'AT', 'ATU13585627'],
  ['NL004495445B01', 'NL', 'NL004495445B01'],
  ['EL094259216', 'GR', 'GR094259216'],
])('%s of %s is read as %s', (given, country, number) => {
  expect(readRegistrationNumber(given, country)).toBe(number);
});

test.each([
  ['732 829 321', 'FR'],
  ['732 829 320 00075', 'FR'],
  ['FR 45 732829320', 'FR'],
  ['DE136695977', 'DE'],
  ['BE0403019262', 'BE'],
  ['12', 'FR'],
  ['', 'FR'],
  ['Lorane SAS', 'FR'],
])('%j of %s is not a registration number', (given, country) => {
  expect(readRegistrationNumber(given, country)).toBeUndefined();
});

test('rejects a SIREN with one wrong digit', () => {
  fc.assert(
    fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [...'732829320'].map(Number);
      digits[at] = ((digits[at] ?? 0) + by) % 10;
      expect(readRegistrationNumber(digits.join(''), 'FR')).toBeUndefined();
    }),
  );
});
