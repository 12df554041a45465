import fc from 'fast-check';
import { shippedPack } from '../fixtures/packs';
import { DAY_KINDS, type Hours, advertiserHours, isWithin, readHours } from './week-hours';

test.each([
  ['08:00-20:00', { opensAt: 480, closesAt: 1200 }],
  ['08:00-21:30', { opensAt: 480, closesAt: 1290 }],
  ['00:00-24:00', { opensAt: 0, closesAt: 1440 }],
  ['closed', null],
  ['8:00-20:00', undefined],
  ['20:00-08:00', undefined],
  ['08:00-08:00', undefined],
  ['08:00-24:30', undefined],
  ['', undefined],
])('reads "%s"', (text, hours) => {
  expect(readHours(text)).toEqual(hours);
});

const hours = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([one, other]): Hours | null => (one < other ? { opensAt: one, closesAt: other } : null));

test('no advertiser opens beyond the hard hours', () => {
  const { window } = shippedPack('FR');
  const choice = fc.dictionary(fc.constantFrom(...DAY_KINDS), hours);
  fc.assert(
    fc.property(choice, (chosen) => {
      const result = advertiserHours(window, chosen);
      for (const day of DAY_KINDS) {
        expect(isWithin(result[day], window.hard[day])).toBe(true);
        if (!(day in chosen)) expect(result[day]).toEqual(window.default[day]);
      }
    }),
  );
});
