import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { nextWebHour } from './web-hours';

const PARIS = ['Europe/Paris'];
const SPAIN = ['Africa/Ceuta', 'Atlantic/Canary', 'Europe/Madrid'];

test.each([
  { it: 'at 08:00', now: '2026-11-25T07:00:00Z', zones: PARIS, at: '2026-11-25T07:00:00Z' },
  { it: 'a second before 08:00', now: '2026-11-25T06:59:59Z', zones: PARIS, at: '2026-11-25T07:00:00Z' },
  { it: 'a second before 22:00', now: '2026-11-25T20:59:59Z', zones: PARIS, at: '2026-11-25T20:59:59Z' },
  { it: 'at 22:00', now: '2026-11-25T21:00:00Z', zones: PARIS, at: '2026-11-26T07:00:00Z' },
  { it: 'on Sunday noon', now: '2026-11-29T11:00:00Z', zones: PARIS, at: '2026-11-29T11:00:00Z' },
  { it: 'over the end of summer time', now: '2026-10-24T21:00:00Z', zones: PARIS, at: '2026-10-25T07:00:00Z' },
  { it: 'over the start of summer time', now: '2027-03-27T22:30:00Z', zones: PARIS, at: '2027-03-28T06:00:00Z' },
  {
    it: 'in Martinique, noon in Paris',
    now: '2026-11-25T11:00:00Z',
    zones: ['America/Martinique'],
    at: '2026-11-25T12:00:00Z',
  },
  {
    it: 'in La Réunion, 05:00 in Paris',
    now: '2026-11-25T04:00:00Z',
    zones: ['Indian/Reunion'],
    at: '2026-11-25T04:00:00Z',
  },
  { it: 'in Spain before the Canaries open', now: '2026-11-25T07:30:00Z', zones: SPAIN, at: '2026-11-25T08:00:00Z' },
  { it: 'in Spain after Madrid closes', now: '2026-11-25T21:30:00Z', zones: SPAIN, at: '2026-11-26T08:00:00Z' },
])('an opt-out on the web page $it is confirmed at $at', ({ now, zones, at }) => {
  expect(new Date(nextWebHour(Date.parse(now), zones) ?? 0).toISOString()).toBe(at.replace('Z', '.000Z'));
});

test('there is no hour for a region without a known zone', () => {
  expect(nextWebHour(0, [])).toBeUndefined();
});

test('there is no hour where the zones of a region are never open together', () => {
  expect(nextWebHour(0, ['Etc/GMT', 'Etc/GMT-8', 'Etc/GMT+8'])).toBeUndefined();
});

test('the hour is the first from now on at which every zone is open', () => {
  const zones = fc.subarray(['Europe/Paris', 'Atlantic/Canary', 'America/Martinique', 'Indian/Mayotte'], {
    minLength: 1,
  });
  const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });
  const open = (at: number, all: string[]) =>
    all.map((zone) => DateTime.fromMillis(at, { zone }).hour).every((hour) => hour >= 8 && hour < 22);
  fc.assert(
    fc.property(instant, zones, (now, all) => {
      const at = nextWebHour(now, all) ?? Number.NaN;
      expect(at).toBeGreaterThanOrEqual(now);
      expect(open(at, all)).toBe(true);
      for (let earlier = now; earlier < at; earlier += 900_000) expect(open(earlier, all)).toBe(false);
    }),
  );
});
