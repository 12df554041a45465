import fc from 'fast-check';
import { shippedPack } from '../../rules/fixtures/packs';
import { type Cap, capsOn } from './cap';
import { capReachedReason } from './cap-reached-reason';
import { judgeCaps } from './judge-caps';

const HOUR = 3_600_000;
const AT = Date.parse('2026-11-25T10:00:00Z');
const cap = (adverts: number, hours: number, of: Cap['of'] = 'advertiser'): Cap => ({ adverts, hours, of });

test.each<{ it: string; caps: Cap[]; leftHoursAgo: number[]; next: number | undefined }>([
  { it: 'nobody is capped without a cap', caps: [], leftHoursAgo: [1, 2, 3], next: undefined },
  { it: 'the first may leave', caps: [cap(1, 24)], leftHoursAgo: [], next: undefined },
  { it: 'the second waits for the first to be over', caps: [cap(1, 24)], leftHoursAgo: [3], next: 21 },
  { it: 'what left as long ago as the cap lasts is over', caps: [cap(1, 24)], leftHoursAgo: [24], next: undefined },
  { it: 'the oldest of as many as may leave decides', caps: [cap(3, 24)], leftHoursAgo: [1, 23, 5], next: 1 },
  { it: 'more than may leave, by a cap set later, all count', caps: [cap(1, 24)], leftHoursAgo: [20, 1, 5], next: 23 },
  { it: 'one under way counts whatever its age', caps: [cap(1, 24)], leftHoursAgo: [-Infinity], next: 24 },
  { it: 'of two caps the longer wait counts', caps: [cap(1, 2), cap(2, 168)], leftHoursAgo: [1, 100], next: 68 },
  {
    it: 'law and policy hold beside each other',
    caps: [cap(3, 24, 'country'), cap(5, 1)],
    leftHoursAgo: [1, 2, 3],
    next: 21,
  },
])('$it', ({ caps, leftHoursAgo, next }) => {
  const left = leftHoursAgo.map((hours) => AT - hours * HOUR);
  expect(judgeCaps(caps, left, AT)?.nextAt).toBe(next === undefined ? undefined : AT + next * HOUR);
});

const someCaps = fc.array(
  fc.record({
    adverts: fc.integer({ min: 1, max: 5 }),
    hours: fc.integer({ min: 1, max: 72 }),
    of: fc.constant('advertiser' as const),
  }),
  { minLength: 1, maxLength: 3 },
);
/** Milliseconds between one requested advert and the next. */
const gaps = fc.array(fc.integer({ min: 0, max: 20 * HOUR }), { maxLength: 60 });

test('no period ever has more adverts than its cap allows, whatever is requested when', () => {
  fc.assert(
    fc.property(someCaps, gaps, (caps, between) => {
      const left = leaving(caps, between);
      for (const { adverts, hours } of caps) {
        for (const end of left) {
          const within = left.filter((at) => at <= end && at > end - hours * HOUR);
          expect(within.length).toBeLessThanOrEqual(adverts);
        }
      }
    }),
  );
});

test('the next advert may be sent at the returned instant, and not a millisecond before', () => {
  fc.assert(
    fc.property(someCaps, gaps, (caps, between) => {
      const left = leaving(caps, between);
      const at = AT + between.reduce((sum, gap) => sum + gap, 0);
      const capped = judgeCaps(caps, left, at);
      if (!capped) return;
      expect(capped.nextAt).toBeGreaterThan(at);
      expect(judgeCaps(caps, left, capped.nextAt)).toBeUndefined();
      expect(judgeCaps(caps, left, capped.nextAt - 1)).toBeDefined();
    }),
  );
});

/** Returns when adverts leave that are requested one after the other. */
function leaving(caps: readonly Cap[], between: readonly number[]): number[] {
  const left: number[] = [];
  let at = AT;
  for (const gap of between) {
    at += gap;
    if (!judgeCaps(caps, left, at)) left.push(at);
  }
  return left;
}

test('caps of the region and of the advertiser both apply', () => {
  const packRegion = {
    timeZones: [],
    codeReachable: true,
    linkAlone: false,
    holidayRegions: [],
    frozenHolidays: new Map(),
  };
  const rules = { regions: { US: { ...packRegion, cap: { adverts: 3, hours: 24 } }, FR: packRegion } };
  const own = { frequencyCaps: [{ adverts: 4, hours: 168 }] };
  expect(capsOn(own, rules, 'US')).toEqual([cap(3, 24, 'country'), cap(4, 168)]);
  expect(capsOn(own, rules, 'FR')).toEqual([cap(4, 168)]);
  expect(capsOn({}, rules, 'FR')).toEqual([]);
});

test('an American number shows no state, so the cap of states with one applies', () => {
  expect(capsOn({}, shippedPack('US'), 'US')).toEqual([cap(3, 24, 'country')]);
  expect(capsOn({}, shippedPack('FR'), 'FR')).toEqual([]);
});

test.each([
  [
    cap(1, 24),
    'FR',
    false,
    /has had 1 advert of Lorane within 24 hours, and by its own frequencyCaps .* from 2026-11-25T10:00:00.000Z on: ask again/,
  ],
  [cap(4, 168), 'FR', true, /has had 4 adverts of Lorane within 7 days.* it waits until then/],
  [cap(3, 24, 'country'), 'US', false, /by the law of US/],
])('explains %j with what to do', (reached, region, waits, detail) => {
  expect(capReachedReason({ name: 'Lorane' }, { ...reached, nextAt: AT }, region, waits)).toEqual({
    code: 'CAP_REACHED',
    detail: expect.stringMatching(detail),
  });
});
