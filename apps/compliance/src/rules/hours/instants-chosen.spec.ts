import { MAX_INSTANT, MIN_INSTANT } from '@stopsms/kernel';
import fc from 'fast-check';
import { shippedPack } from '../fixtures/packs';
import { RulePacks } from '../packs/rule-packs';
import { nextWindows } from './next-windows';
import { sendTime } from './send-time';

// Callers choose the instant of a check, a message and a list of windows, and calendars are shared by all that have the same
// hours: no answer may depend on which instant somebody else gave before.

const FR = shippedPack('FR');
const NOON = Date.parse('2026-11-25T11:00:00Z');
const HOURS = { monday: '09:00-17:00' };
const advert = { category: 'marketing' } as const;
/** Returns a new pack, so that nothing is cached yet. */
const fresh = () => ({ ...FR });

test('an instant beyond all dates changes nothing for others with the same hours', () => {
  const pack = fresh();
  for (const at of [Number.MAX_SAFE_INTEGER, 8.64e15, -8.64e15]) {
    try {
      sendTime(advert, pack, { region: 'FR' }, at, { ...HOURS });
    } catch {
      // Callers are refused such an instant; here only what stays behind counts.
    }
    expect(sendTime(advert, pack, { region: 'FR' }, NOON, { ...HOURS }).when).toBe('now');
  }
});

test('listing windows from an instant beyond all dates leaves other lists unchanged', () => {
  const packs = new RulePacks([fresh()]);
  try {
    nextWindows(packs, 'FR', Number.MAX_SAFE_INTEGER, undefined, ['Europe/Paris'], 1);
  } catch {
    // As above.
  }
  expect(nextWindows(packs, 'FR', NOON, undefined, ['Europe/Paris'], 2)).toHaveLength(2);
});

test('the answer for an instant does not depend on earlier queries', () => {
  const instant = fc.integer({ min: MIN_INSTANT, max: MAX_INSTANT });
  const hours = fc.constantFrom({ ...HOURS }, { sunday: '10:00-12:00' }, undefined);
  fc.assert(
    fc.property(fc.array(instant, { maxLength: 4 }), hours, (before, chosen) => {
      const shared = fresh();
      for (const at of before) sendTime(advert, shared, { region: 'FR' }, at, chosen);
      const found = sendTime(advert, shared, { region: 'FR' }, NOON, chosen);
      expect(found).toEqual(sendTime(advert, fresh(), { region: 'FR' }, NOON, chosen));
    }),
    { numRuns: 40 },
  );
});

test('a message that waits for the last possible instant ends by then', () => {
  const found = sendTime({ ...advert, notBefore: MAX_INSTANT }, fresh(), { region: 'FR' }, NOON);
  expect(found).toMatchObject({ when: 'later', until: MAX_INSTANT });
});
