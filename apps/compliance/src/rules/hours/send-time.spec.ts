import fc from 'fast-check';
import { areaCodeZones } from '@stopsms/kernel';
import { shippedPack } from '../fixtures/packs';
import { windowAt } from './window-at';
import { sendTime } from './send-time';

const FR = shippedPack('FR');
const FRANCE = { region: 'FR' };
const at = (iso: string): number => Date.parse(iso);
const WEDNESDAY_11 = at('2026-11-25T10:00:00Z');
const NIGHT = at('2026-11-25T22:00:00Z');
const THURSDAY_8 = at('2026-11-26T07:00:00Z');

test.each([
  {
    it: 'leaves now inside the window',
    wish: {},
    now: WEDNESDAY_11,
    expected: { when: 'now', closesAt: at('2026-11-25T18:45:00Z') },
  },
  {
    it: 'waits for the morning at night',
    wish: {},
    now: NIGHT,
    expected: { when: 'later', until: THURSDAY_8, reason: { code: 'WINDOW_CLOSED' } },
  },
  {
    it: 'waits for its own instant',
    wish: { notBefore: WEDNESDAY_11 + 1 },
    now: WEDNESDAY_11,
    expected: { when: 'later', until: WEDNESDAY_11 + 1, reason: { code: 'NOT_BEFORE' } },
  },
  {
    it: 'waits for the opening after its own instant',
    wish: { notBefore: NIGHT },
    now: WEDNESDAY_11,
    expected: { when: 'later', until: THURSDAY_8, reason: { code: 'WINDOW_CLOSED' } },
  },
  {
    it: 'is looked at again at its expiry when the window opens too late',
    wish: { expiresAt: NIGHT + 1 },
    now: NIGHT,
    expected: { when: 'later', until: NIGHT + 1 },
  },
  {
    it: 'never leaves at its expiry',
    wish: { expiresAt: NIGHT },
    now: NIGHT,
    expected: { when: 'never', reason: { code: 'EXPIRED' } },
  },
])('an advert $it', ({ wish, now, expected }) => {
  expect(sendTime({ category: 'marketing', ...wish }, FR, FRANCE, now)).toMatchObject(expected);
});

test.each([
  { it: 'leaves at night', wish: {}, expected: { when: 'now' } },
  {
    it: 'waits for its own instant only',
    wish: { notBefore: NIGHT + 1 },
    expected: { when: 'later', until: NIGHT + 1, reason: { code: 'NOT_BEFORE' } },
  },
])('an informative message $it', ({ wish, expected }) => {
  expect(sendTime({ category: 'informative', ...wish }, FR, FRANCE, NIGHT)).toMatchObject(expected);
});

test.each([
  { number: '+12125550123', leaves: ['2026-11-25T15:00Z', '2026-11-25T22:44Z'], waits: ['2026-11-25T14:59Z'] },
  { number: '+13105550123', leaves: ['2026-11-25T18:00Z', '2026-11-26T01:44Z'], waits: ['2026-11-25T17:59Z'] },
  { number: '+19075550123', leaves: ['2026-11-25T20:00Z', '2026-11-26T02:44Z'], waits: ['2026-11-25T19:59Z'] },
  { number: '+18085550123', leaves: ['2026-11-25T20:00Z', '2026-11-26T03:44Z'], waits: ['2026-11-26T03:46Z'] },
  { number: '+18505550123', leaves: ['2026-11-25T16:00Z', '2026-11-25T22:44Z'], waits: ['2026-11-25T15:59Z'] },
  { number: '+15005550123', leaves: ['2026-11-25T20:00Z', '2026-11-25T22:44Z'], waits: ['2026-11-25T19:59Z'] },
])('an advert to $number follows the clock of its area code, or of the whole country', ({ number, ...when }) => {
  const timeZones = areaCodeZones(number);
  const destination = { region: 'US', ...(timeZones && { timeZones }) };
  const of = (instants: string[]) =>
    instants.map((instant) => sendTime({ category: 'marketing' }, shippedPack('US'), destination, at(instant)).when);
  expect(of(when.leaves)).toEqual(when.leaves.map(() => 'now'));
  expect(of(when.waits)).toEqual(when.waits.map(() => 'later'));
});

test('the decision contains the zones of an area code, distinguished from those of a region', () => {
  const windowOf = (destination: { region: string; timeZones?: readonly string[] }) => {
    const time = sendTime({ category: 'marketing' }, shippedPack('CA'), destination, at('2026-11-25T18:00Z'));
    return time.when === 'now' ? time.window : undefined;
  };
  expect(windowOf({ region: 'CA', timeZones: ['America/Toronto'] })).toMatchObject({
    timeZones: ['America/Toronto'],
    byAreaCode: true,
  });
  expect(windowOf({ region: 'CA' })).not.toHaveProperty('byAreaCode');
});

test('a sent advert is within its window, and a held one is decided again later', () => {
  const year = fc.integer({ min: at('2026-03-02T00:00:00Z'), max: at('2027-12-30T00:00:00Z') });
  const region = fc.constantFrom('FR', 'GP', 'MQ', 'GF', 'RE', 'YT');
  fc.assert(
    fc.property(year, region, fc.option(fc.integer({ min: -1e9, max: 1e9 })), (now, where, delay) => {
      const time = sendTime(
        { category: 'marketing', ...(delay !== null && { notBefore: now + delay }) },
        FR,
        { region: where },
        now,
      );
      if (time.when === 'now') expect(windowAt(FR, where, now).maySubmit).toBe(true);
      else if (time.when === 'later') {
        expect(time.until).toBeGreaterThan(now);
        expect(windowAt(FR, where, time.until).maySubmit).toBe(true);
      } else throw new Error('nothing expires here');
    }),
  );
});
