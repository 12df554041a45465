import { packFiles } from '../fixtures/packs';
import { readPack } from '../packs/read-pack';
import { packName } from '../packs/rule-pack';
import { computedHolidays, holidaysOf } from './holidays';

const regions = packFiles()
  .map(({ name, yaml }) => readPack(name, yaml))
  .flatMap((pack) =>
    Object.entries(pack.regions).map(([region, packRegion]) => ({ name: packName(pack), region, pack, packRegion })),
  );

const LAST_FROZEN = 2027;
const yearOf = (instant: number): number => new Date(instant).getUTCFullYear();

// A difference means that the library corrected a date or that a law changed: read the source, then make a new version.
test('the holidays in packs equal those of the library', () => {
  for (const { name, region, pack, packRegion } of regions) {
    for (const [year, frozen] of packRegion.frozenHolidays) {
      const computed = [...computedHolidays(packRegion.holidayRegions, year)].sort();
      expect({ name, region, year, days: [...frozen].sort() }).toEqual({ name, region, year, days: computed });
    }
    const first = yearOf(pack.validFrom + 24 * 3_600_000);
    const last = Math.min(pack.validTo === Infinity ? LAST_FROZEN : yearOf(pack.validTo - 1), LAST_FROZEN);
    const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, after) => first + after);
    const missing = years.filter((year) => !packRegion.frozenHolidays.has(year));
    expect({ name, region, missing }).toEqual({ name, region, missing: [] });
  }
});

test('the French holidays of 2027 are the eleven of the Labour Code', () => {
  const days = [...computedHolidays(['FR'], 2027)].sort().join(' ');
  expect(days).toBe('01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25');
});

test.each(['57', '67', '68'])('department %s adds Good Friday and 26 December', (department) => {
  const days = [...computedHolidays([`FR-${department}`], 2027)];
  expect(days).toEqual(expect.arrayContaining(['03-26', '12-26']));
  expect(days).toHaveLength(13);
});

test('computes the holidays of a year that is not in the pack', () => {
  const france = regions.find(({ name, region }) => name === 'FR@2026.1' && region === 'FR')?.packRegion;
  expect(france && [...holidaysOf(france, 2028)]).toContain('04-17');
});

test('a region without holidays is a mistake in the pack', () => {
  expect(() => computedHolidays(['ZZ'], 2027)).toThrow('date-holidays knows no public holiday of "ZZ".');
});
