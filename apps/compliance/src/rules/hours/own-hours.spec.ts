import fc from 'fast-check';
import { shippedPack } from '../fixtures/packs';
import { DAY_KINDS } from '../packs/week-hours';
import { everOpens, windowAt } from './window-at';
import { ownHours } from './own-hours';
import { sendTime } from './send-time';

const FR = shippedPack('FR');
const at = (iso: string): number => Date.parse(iso);
const advert = { category: 'marketing' as const };
const EVERY_DAY = (hours: string) => Object.fromEntries(DAY_KINDS.map((day) => [day, hours]));

test.each([
  {
    it: 'a stricter evening ends the window',
    hours: { wednesday: '10:00-18:00' },
    now: '2026-11-25T10:00Z',
    expected: { when: 'now', closesAt: at('2026-11-25T16:45Z'), window: { open: true } },
  },
  {
    it: 'a looser evening is cut to 21:30',
    hours: { wednesday: '08:00-23:59' },
    now: '2026-11-25T19:30Z',
    expected: { when: 'now', closesAt: at('2026-11-25T20:15Z') },
  },
  {
    it: 'a looser morning is cut to 08:00',
    hours: { thursday: '05:00-12:00' },
    now: '2026-11-26T05:00Z',
    expected: { when: 'later', until: at('2026-11-26T07:00Z'), reason: { code: 'WINDOW_CLOSED' } },
  },
  {
    it: 'a Sunday opened by the advertiser is open where the country allows it',
    hours: { sunday: '10:00-18:00' },
    now: '2026-11-29T10:00Z',
    expected: { when: 'now', closesAt: at('2026-11-29T16:45Z') },
  },
  {
    it: 'a holiday opened by the advertiser is open where the country allows it',
    hours: { holiday: '10:00-18:00' },
    now: '2026-11-11T10:00Z',
    expected: { when: 'now', closesAt: at('2026-11-11T16:45Z') },
  },
  {
    it: 'a day that is not chosen has the hours of the country',
    hours: { sunday: '10:00-18:00' },
    now: '2026-11-25T10:00Z',
    expected: { when: 'now', closesAt: at('2026-11-25T18:45Z') },
  },
  {
    it: 'hours that nobody can read are closed',
    hours: { wednesday: '19:00-08:00' },
    now: '2026-11-25T10:00Z',
    expected: { when: 'later', until: at('2026-11-26T07:00Z') },
  },
])('$it', ({ hours, now, expected }) => {
  expect(sendTime(advert, FR, { region: 'FR' }, at(now), hours)).toMatchObject(expected);
});

test('a Sunday stays closed in a country that never allows it', () => {
  const { sunday: _, ...hard } = FR.window.hard;
  const pack = { ...FR, window: { ...FR.window, hard } };
  const time = sendTime(advert, pack, { region: 'FR' }, at('2026-11-29T10:00Z'), { sunday: '10:00-18:00' });
  expect(time).toMatchObject({ when: 'later', until: at('2026-11-30T07:00Z') });
});

test.each([
  {
    it: 'their own, when only they are closed',
    hours: { wednesday: '10:00-18:00' },
    now: '2026-11-25T18:00Z',
    says: "The advertiser's own sending hours are closed at this hour, when adverts to FR may be sent; the message waits until 2026-11-26T07:00:00.000Z. PATCH",
  },
  {
    it: 'both, when their own open later',
    hours: { thursday: '10:00-18:00' },
    now: '2026-11-25T22:00Z',
    says: "Adverts to FR may not be sent at this hour, and the advertiser's own sending hours open later than they may; the message waits until 2026-11-26T09:00:00.000Z. PATCH",
  },
  {
    it: 'the country, when their own change nothing',
    hours: { sunday: 'closed' },
    now: '2026-11-25T22:00Z',
    says: 'Adverts to FR may not be sent at this hour; the message waits until 2026-11-26T07:00:00.000Z.',
  },
])('a held advert states whose hours closed the window: $it', ({ hours, now, says }) => {
  const time = sendTime(advert, FR, { region: 'FR' }, at(now), hours);
  expect(time).toMatchObject({ when: 'later', reason: { code: 'WINDOW_CLOSED' }, window: { ownHours: hours } });
  expect(time.when === 'later' && time.reason.detail).toContain(says);
});

test.each([
  { it: 'outside what the country allows', region: 'FR', hours: EVERY_DAY('22:00-23:30') },
  { it: 'shorter than the last submit, once cut', region: 'FR', hours: EVERY_DAY('21:20-23:00') },
  { it: 'over in New York before Honolulu opens', region: 'US', hours: EVERY_DAY('09:00-11:00') },
])('refuses an advert for hours $it, which never open, instead of holding it forever', ({ region, hours }) => {
  const time = sendTime(advert, shippedPack(region), { region }, at('2026-11-25T10:00Z'), hours);
  expect(time).toMatchObject({ when: 'never', reason: { code: 'WINDOW_NEVER_OPENS' } });
});

test('informative messages have no sending hours', () => {
  const hours = EVERY_DAY('closed');
  expect(sendTime({ category: 'informative' }, FR, { region: 'FR' }, at('2026-11-25T22:00Z'), hours)).toEqual({
    when: 'now',
  });
});

test('reads equal hours once and shares them between accounts', () => {
  const hours = { monday: '10:00-18:00', sunday: 'closed' };
  expect(ownHours(hours)).toBe(ownHours(hours));
  expect(ownHours({ ...hours })).toBe(ownHours(hours));
  expect(ownHours(hours)).toEqual({ monday: { opensAt: 600, closesAt: 1080 }, sunday: null });
  expect(ownHours(undefined)).toBeUndefined();
});

const time = fc.nat(24 * 60 - 1).map((minutes) => {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${hour}:${minute}`;
});
const hours = fc.oneof(
  fc.constant('closed'),
  fc.tuple(time, time).map((pair) => pair.sort().join('-')),
);
const week = fc.record(Object.fromEntries(DAY_KINDS.map((day) => [day, hours])), { requiredKeys: [] });

test('nothing is sent when the country never allows it, whatever an advertiser chooses', () => {
  const hard = ownHours(EVERY_DAY('00:00-24:00'));
  const year = fc.integer({ min: at('2026-03-02T00:00Z'), max: at('2027-11-30T00:00Z') });
  const regions = ['FR', 'GP', 'RE', 'US', 'CA', 'GB'].map((region) => ({ region, pack: shippedPack(region) }));
  fc.assert(
    fc.property(week, year, fc.constantFrom(...regions), (chosen, now, { region, pack }) => {
      const found = sendTime(advert, pack, { region }, now, chosen);
      if (found.when === 'now') expect(windowAt(pack, region, now, hard).maySubmit).toBe(true);
      if (found.when === 'later') {
        expect(windowAt(pack, region, found.until, hard).maySubmit).toBe(true);
        expect(sendTime(advert, pack, { region }, found.until, chosen).when).toBe('now');
      }
      if (found.when === 'never') expect(everOpens(pack, region, now, ownHours(chosen) ?? {})).toBe(false);
    }),
    { numRuns: 60 },
  );
});
