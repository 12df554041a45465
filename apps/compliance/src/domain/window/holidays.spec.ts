import { packFiles } from '../fixtures/packs';
import { readPack } from '../packs/read-pack';
import { computedHolidays, holidaysOf } from './holidays';

const regions = packFiles()
  .map(({ name, yaml }) => readPack(name, yaml))
  .flatMap((pack) => Object.entries(pack.regions).map(([name, region]) => ({ name, region })));

// A difference means that the library corrected a date or that a law changed: read the source, then make a new version.
test.each(regions)('the holidays frozen for $name are those of the library', ({ region }) => {
  for (const [year, frozen] of region.frozenHolidays) {
    expect([...frozen].sort()).toEqual([...computedHolidays(region.holidayRegions, year)].sort());
  }
  expect([...region.frozenHolidays.keys()]).toEqual([2026, 2027]);
});

test('the French holidays of 2027 are the eleven of the Labour code', () => {
  const days = [...computedHolidays(['FR'], 2027)].sort().join(' ');
  expect(days).toBe('01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25');
});

test.each(['57', '67', '68'])('department %s adds Good Friday and 26 December', (department) => {
  const days = [...computedHolidays([`FR-${department}`], 2027)];
  expect(days).toEqual(expect.arrayContaining(['03-26', '12-26']));
  expect(days).toHaveLength(13);
});

test('a year that is not frozen is computed', () => {
  const france = regions.find(({ name }) => name === 'FR')?.region;
  expect(france && [...holidaysOf(france, 2028)]).toContain('04-17');
});

test('a region without holidays is a mistake in the pack', () => {
  expect(() => computedHolidays(['ZZ'], 2027)).toThrow('date-holidays knows no public holiday of "ZZ".');
});
