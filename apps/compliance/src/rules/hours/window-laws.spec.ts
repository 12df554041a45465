import fc from 'fast-check';
import { DateTime } from 'luxon';
import { shippedPack, shippedPacks } from '../fixtures/packs';
import { DAY_KINDS } from '../packs/week-hours';
import { windowAt } from './window-at';

const FR = shippedPack('FR');
const at = (instant: string): number => Date.parse(instant);

const regions = fc.constantFrom(...Object.keys(FR.regions));
const instants = fc.integer({ min: at('2026-03-01T00:00Z'), max: at('2029-12-31T00:00Z') });

test('no advert is sent outside 08:00–20:00, on a Sunday or on a holiday, by the recipient’s clock', () => {
  fc.assert(
    fc.property(regions, instants, (region, instant) => {
      const window = windowAt(FR, region, instant);
      const local = DateTime.fromMillis(instant, { zone: FR.regions[region]!.timeZones[0]! });
      if (window.open) {
        expect(local.hour).toBeGreaterThanOrEqual(8);
        expect(local.hour).toBeLessThan(20);
        expect(local.weekday).not.toBe(7);
      }
      expect(window.nextOpening).toBeGreaterThan(instant);
      expect(windowAt(FR, region, window.nextOpening).open).toBe(true);
      expect(windowAt(FR, region, window.nextOpening - 1).open).toBe(false);
    }),
    { numRuns: 500 },
  );
});

const packsOfRegions = shippedPacks()
  .regionsInForce(at('2026-11-25T10:00Z'))
  .map((region) => ({ pack: shippedPack(region), region }));

test('in every country, an advert is sent only if each zone is within its hours and it is no holiday', () => {
  const years = fc.integer({ min: at('2026-03-01T00:00Z'), max: at('2027-12-31T00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...packsOfRegions), years, ({ pack, region }, instant) => {
      if (!windowAt(pack, region, instant).open) return;
      const packRegion = pack.regions[region]!;
      for (const zone of packRegion.timeZones) {
        const local = DateTime.fromMillis(instant, { zone });
        const hours = (packRegion.hours ?? pack.window).default[DAY_KINDS[local.weekday - 1]!];
        const minute = local.hour * 60 + local.minute;
        expect(hours!.opensAt <= minute && minute < hours!.closesAt).toBe(true);
        expect(packRegion.frozenHolidays.get(local.year)?.has(local.toFormat('MM-dd'))).toBe(false);
      }
    }),
    { numRuns: 600 },
  );
});

test('queries in any order give the same answers', () => {
  const ask = (instant: number) => windowAt(FR, 'FR', instant);
  fc.assert(
    fc.property(fc.array(instants, { minLength: 2, maxLength: 6 }), (asked) => {
      const fresh = asked.map((instant) => windowAt({ ...FR }, 'FR', instant));
      expect(asked.map(ask)).toEqual(fresh);
    }),
    { numRuns: 60 },
  );
});
