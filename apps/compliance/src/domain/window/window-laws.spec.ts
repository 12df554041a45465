import fc from 'fast-check';
import { DateTime } from 'luxon';
import { shippedPack } from '../fixtures/packs';
import { windowAt } from './window-at';

const FR = shippedPack('FR');
const at = (instant: string): number => Date.parse(instant);

const regions = fc.constantFrom(...Object.keys(FR.regions));
const instants = fc.integer({ min: at('2026-03-01T00:00Z'), max: at('2029-12-31T00:00Z') });

test('no advert is ever open outside 08:00–20:00, on a Sunday or on a holiday, by the recipient’s clock', () => {
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

test('asking in any order gives the same answer as asking once', () => {
  const ask = (instant: number) => windowAt(FR, 'FR', instant);
  fc.assert(
    fc.property(fc.array(instants, { minLength: 2, maxLength: 6 }), (asked) => {
      const fresh = asked.map((instant) => windowAt({ ...FR }, 'FR', instant));
      expect(asked.map(ask)).toEqual(fresh);
    }),
    { numRuns: 60 },
  );
});
