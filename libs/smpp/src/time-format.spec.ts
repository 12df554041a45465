import * as fc from 'fast-check';
import { absoluteTime, inNetworkSteps, parseTime, relativeTime } from './time-format';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-25T12:00:00Z');

test.each([
  { it: 'one hour', spanMs: HOUR_MS, text: '000000010000000R' },
  { it: 'a day, an hour, a minute and a second', spanMs: 25 * HOUR_MS + 61_999, text: '000001010101000R' },
  { it: '99 days', spanMs: 99 * 24 * HOUR_MS, text: '000099000000000R' },
])('relativeTime writes $it', ({ spanMs, text }) => {
  expect(relativeTime(spanMs)).toBe(text);
});

test.each([999, 0, -1, NaN, Infinity, 100 * 24 * HOUR_MS])('relativeTime refuses %d ms', (spanMs) => {
  expect(() => relativeTime(spanMs)).toThrow(RangeError);
});

test.each([
  { it: 'UTC+1', at: '2026-11-25T18:59:00.000Z', quarterHours: 4, text: '261125195900004+' },
  { it: 'UTC-5', at: '2026-11-26T00:59:00.700Z', quarterHours: -20, text: '261125195900720-' },
  { it: 'UTC', at: '2026-11-25T19:59:00.000Z', quarterHours: 0, text: '261125195900000+' },
])('absoluteTime writes and parseTime reads $it', ({ at, quarterHours, text }) => {
  expect(absoluteTime(Date.parse(at), quarterHours)).toBe(text);
  expect(parseTime(text, NOW)).toBe(Date.parse(at));
});

test('a relative time reads back from now, never later than it was asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 99 * 24 * HOUR_MS }), (spanMs) => {
      const read = (parseTime(relativeTime(spanMs), NOW) ?? 0) - NOW;
      expect(spanMs - read).toBeGreaterThanOrEqual(0);
      expect(spanMs - read).toBeLessThan(1_000);
    }),
  );
});

test.each([
  { it: 'is left alone below 5 minutes', minutes: 4.5, kept: 4.5 },
  { it: 'has steps of 5 minutes', minutes: 104, kept: 100 },
  { it: 'has them up to 12 hours', minutes: 12 * 60, kept: 12 * 60 },
  { it: 'then has steps of 30 minutes', minutes: 12 * 60 + 29, kept: 12 * 60 },
  { it: 'then has steps of 30 minutes, to a day', minutes: 24 * 60, kept: 24 * 60 },
  { it: 'then has steps of a day', minutes: 47 * 60, kept: 24 * 60 },
  { it: 'has them up to 30 days', minutes: 34 * 24 * 60, kept: 30 * 24 * 60 },
  { it: 'then has steps of a week', minutes: 50 * 24 * 60, kept: 49 * 24 * 60 },
  { it: 'is never longer than 14 weeks', minutes: 73 * 365 * 24 * 60, kept: 98 * 24 * 60 },
])('a validity $it', ({ minutes, kept }) => {
  expect(inNetworkSteps(minutes * 60_000)).toBe(kept * 60_000);
});

test('a validity can always be written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 200 * 365 * 24 * HOUR_MS }), (spanMs) => {
      expect(inNetworkSteps(spanMs)).toBeLessThanOrEqual(spanMs);
      expect(relativeTime(inNetworkSteps(spanMs))).toMatch(/R$/);
    }),
  );
});

test.each(['', 'R', '000000010000000', '261125195900004*', '0000000100000000R'])('parseTime refuses "%s"', (text) => {
  expect(parseTime(text, NOW)).toBeUndefined();
});

test.each([
  '261301000000000+',
  '260230000000000+',
  '260431000000000+',
  '261125240000000+',
  '261125196000000+',
  '261125195960000+',
  '261125195900049+',
])('parseTime refuses a date or time that does not exist: %s', (text) => {
  expect(parseTime(text, NOW)).toBeUndefined();
});
