import { DateTime, IANAZone } from 'luxon';
import fc from 'fast-check';
import { packFiles, shippedPack, shippedPacks } from '../fixtures/packs';
import { DAY_KINDS } from '../packs/week-hours';
import { readPack } from '../packs/read-pack';
import { areaCodeZones, isOutdated, timeZonesOf } from '@stopsms/kernel';
import { windowAt } from './window-at';

// A US or Canadian number shows no state, so the strictest hours apply; where its area code shows no zone, every zone must be
// open.

const at = (instant: string): number => Date.parse(instant);
const iso = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', 'Z');

/** UTC in winter; with the margin of an hour on a Node with the old clock. */
const NINE_IN_VANCOUVER = isOutdated('America/Vancouver') ? '18:00' : '16:00';
/** UTC in summer. */
const TEN_IN_VANCOUVER = isOutdated('America/Vancouver') ? '18:00' : '17:00';

test.each<{ it: string; region: string; at: string; open: boolean; next?: string }>([
  {
    it: 'opens when it is 10:00 in Honolulu, as Kentucky has it',
    region: 'US',
    at: '2026-11-25T20:00Z',
    open: true,
    next: '2026-11-27T20:00Z',
  },
  { it: 'is closed a minute before', region: 'US', at: '2026-11-25T19:59Z', open: false, next: '2026-11-25T20:00Z' },
  { it: 'closes when it is 18:00 in New York', region: 'US', at: '2026-11-25T23:00Z', open: false },
  { it: 'is closed on Thanksgiving', region: 'US', at: '2026-11-26T20:00Z', open: false, next: '2026-11-27T20:00Z' },
  { it: 'is two hours long on Saturday', region: 'US', at: '2026-11-28T20:00Z', open: true },
  {
    it: 'is closed by 17:00 of Saturday in New York',
    region: 'US',
    at: '2026-11-28T22:00Z',
    open: false,
    next: '2026-11-30T20:00Z',
  },
  { it: 'is closed on a Sunday, as five states have it', region: 'US', at: '2026-11-29T22:00Z', open: false },
  {
    it: 'has one more hour before the clock is put back on 2026-11-01',
    region: 'US',
    at: '2026-10-30T21:59Z',
    open: true,
  },
  { it: 'then closes at 22:00 UTC', region: 'US', at: '2026-10-30T22:00Z', open: false, next: '2026-10-31T20:00Z' },
  { it: 'closes at 23:00 UTC once it is put back', region: 'US', at: '2026-11-02T22:59Z', open: true },
  {
    it: 'closes at 23:00 UTC until it is put forward on 2027-03-14',
    region: 'US',
    at: '2027-03-12T22:59Z',
    open: true,
  },
  {
    it: 'closes at 22:00 UTC from then on',
    region: 'US',
    at: '2027-03-15T22:00Z',
    open: false,
    next: '2027-03-16T20:00Z',
  },
  {
    it: 'is the hours of Texas where the state is known',
    region: 'US-TX',
    at: '2026-11-29T18:59Z',
    open: false,
    next: '2026-11-29T19:00Z',
  },
  { it: 'opens on a Sunday in Texas at 12:00 in El Paso', region: 'US-TX', at: '2026-11-29T19:00Z', open: true },
  { it: 'opens in Kentucky at 10:00 of its western half', region: 'US-KY', at: '2026-11-25T15:59Z', open: false },
  { it: 'is open in Kentucky then', region: 'US-KY', at: '2026-11-25T16:00Z', open: true },
  ...['AL', 'LA', 'MS', 'RI'].flatMap((state) => [
    { it: `is closed on a Sunday in ${state}`, region: `US-${state}`, at: '2026-11-29T20:00Z', open: false },
    // By default in Mississippi, by law in the others.
    { it: `is closed on Thanksgiving in ${state}`, region: `US-${state}`, at: '2026-11-26T20:00Z', open: false },
    { it: `is open on a Wednesday in ${state}`, region: `US-${state}`, at: '2026-11-25T20:00Z', open: true },
  ]),
  { it: 'is closed in Rhode Island at 18:00', region: 'US-RI', at: '2026-11-25T23:00Z', open: false },
  { it: 'is open in New Jersey at 18:00', region: 'US-NJ', at: '2026-11-25T23:00Z', open: true },
  {
    it: 'is closed in Canada before it is 09:00 in Vancouver, whose clock is no longer put back',
    region: 'CA',
    at: '2026-11-25T15:59Z',
    open: false,
    next: `2026-11-25T${NINE_IN_VANCOUVER}Z`,
  },
  { it: 'is open in Canada then', region: 'CA', at: `2026-11-25T${NINE_IN_VANCOUVER}Z`, open: true },
  {
    it: 'closes in Canada when it is 20:00 in St. John’s',
    region: 'CA',
    at: '2026-11-25T23:30Z',
    open: false,
    next: `2026-11-26T${NINE_IN_VANCOUVER}Z`,
  },
  { it: 'is closed in Canada on a day off of any province', region: 'CA', at: '2026-06-24T18:00Z', open: false },
  {
    it: 'is closed in Canada on Sunday',
    region: 'CA',
    at: '2026-11-29T18:00Z',
    open: false,
    next: `2026-11-30T${NINE_IN_VANCOUVER}Z`,
  },
  {
    it: 'follows the Canadian clock put back on 2026-11-01',
    region: 'CA',
    at: '2026-10-30T22:30Z',
    open: false,
    next: `2026-10-31T${TEN_IN_VANCOUVER}Z`,
  },
])('the window $it', ({ region, at: instant, open, next }) => {
  const window = windowAt(shippedPack(region), region, at(instant));
  expect(window.open).toBe(open);
  if (next) expect(iso(window.nextOpening)).toBe(next);
});

test('a number of Winnipeg is never texted an hour late, even with old time zones in Node', () => {
  const windowOf = (instant: string) => windowAt(shippedPack('CA'), 'CA', at(instant), undefined, ['America/Winnipeg']);
  // 20:00 by the clock that is no longer put back.
  expect(windowOf('2026-12-02T01:00Z').open).toBe(false);
  expect(windowOf('2026-12-01T18:00Z').open).toBe(true);
});

test('an unknown state is never open if any state or zone forbids it', () => {
  const pack = shippedPack('US');
  const states = Object.keys(pack.regions);
  expect(states).toHaveLength(12);
  // At other hours of the day it is never open, and nothing is shown.
  const hours = fc.record({ day: fc.nat({ max: 728 }), minute: fc.integer({ min: 19 * 60, max: 23 * 60 }) });
  let open = 0;
  fc.assert(
    fc.property(hours, ({ day, minute }) => {
      const instant = at('2026-01-01T00:00Z') + (day * 1_440 + minute) * 60_000;
      if (!windowAt(pack, 'US', instant).open) return;
      open += 1;
      for (const state of states) expect(windowAt(pack, state, instant).open).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect(open).toBeGreaterThan(3);
});

test('an advertiser may be stricter than a state, never looser', () => {
  const pack = shippedPack('US');
  const sunday = at('2026-11-29T17:00Z');
  expect(windowAt(pack, 'US-FL', sunday, { sunday: { opensAt: 480, closesAt: 1200 } }).open).toBe(true);
  expect(windowAt(pack, 'US-TX', sunday, { sunday: { opensAt: 480, closesAt: 1200 } }).open).toBe(false);
  expect(windowAt(pack, 'US-FL', sunday, { sunday: null, monday: { opensAt: 600, closesAt: 660 } }).open).toBe(false);
});

test('an advertiser cannot open what some state forbids on Sundays and holidays if the state is unknown', () => {
  const [sunday, thanksgiving] = [at('2026-11-29T20:00Z'), at('2026-11-26T20:00Z')];
  const all = { opensAt: 480, closesAt: 1_260 };
  for (const instant of [sunday, thanksgiving]) {
    expect(windowAt(shippedPack('US'), 'US', instant, { sunday: all, holiday: all }).open).toBe(false);
  }
});

test('Texas has its own hours from 2025-09-01', () => {
  expect(shippedPacks().inForce('US-TX', at('2025-08-31T12:00Z'))).toBeUndefined();
});

const areaCodes = fc.integer({ min: 201, max: 989 }).map((code) => areaCodeZones(`+1${code}5550123`) ?? []);

test('the zones of an area code are open only if all of them are, and whenever the whole country is', () => {
  const pack = shippedPack('US');
  const hours = pack.regions['US']!.hours!.default;
  const year = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-12-30T00:00Z') });
  fc.assert(
    fc.property(
      areaCodes.filter((zones) => zones.some((zone) => timeZonesOf('US').includes(zone))),
      year,
      (zones, instant) => {
        const { open } = windowAt(pack, 'US', instant, undefined, zones);
        const inHours = (zone: string): boolean => {
          const local = DateTime.fromMillis(instant, { zone });
          const day = hours[DAY_KINDS[local.weekday - 1]!];
          const minute = local.hour * 60 + local.minute;
          return day !== undefined && day.opensAt <= minute && minute < day.closesAt;
        };
        if (open) expect(zones.every(inHours)).toBe(true);
        if (windowAt(pack, 'US', instant).open) expect(open).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});

const countries = packFiles()
  .map(({ name, yaml }) => readPack(name, yaml))
  .flatMap((pack) =>
    Object.keys(pack.regions)
      .filter((region) => region.length === 2)
      .map((region) => ({ pack, region })),
  );

const days = Array.from({ length: 730 }, (_, day) => at('2026-01-01T12:00Z') + day * 86_400_000);
const offsets = new Map<string, number[]>();
/** Offset of a zone on each of the days, computed once: countries have zones in common. */
function offsetsOf(zone: string): number[] {
  const known = offsets.get(zone) ?? days.map((day) => IANAZone.create(zone).offset(day));
  offsets.set(zone, known);
  return known;
}

// All zones of a pack must be open, so a clock between two of them is in hours whenever both are.
test('no zone of a country is ahead of or behind those that its pack names', () => {
  const outside = countries.flatMap(({ pack, region }) => {
    const named = (pack.regions[region]?.timeZones ?? []).map(offsetsOf);
    const others = timeZonesOf(region).map((zone) => ({ zone, offsets: offsetsOf(zone) }));
    return days.flatMap((day, index) => {
      const atDay = named.map((each) => each[index] ?? NaN);
      const [first, last] = [Math.min(...atDay), Math.max(...atDay)];
      return others
        .filter((other) => !((other.offsets[index] ?? NaN) >= first && (other.offsets[index] ?? NaN) <= last))
        .map(({ zone }) => `${region} ${iso(day)} ${zone}`);
    });
  });
  expect(countries.length).toBeGreaterThan(20);
  expect(outside).toEqual([]);
});
