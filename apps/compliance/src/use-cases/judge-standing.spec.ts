import fc from 'fast-check';
import { SKEW_MS, type Standing, judgeStanding } from './judge-standing';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const DAY = 86_400_000;
const consented = (at: number) => ({ consent: { consentId: 'c', grantedAt: at, basis: 'consent', source: 'shop' } });
const optedOut = (at: number, scope = 'a') => ({ optOut: { scope, episodeId: 'e', at } });

test.each<{ it: string; standing: Standing; code: string | undefined }>([
  { it: 'a consent of yesterday allows', standing: consented(NOW - DAY), code: undefined },
  { it: 'no consent does not', standing: {}, code: 'CONSENT_MISSING' },
  { it: 'an opt-out is told before a missing consent', standing: optedOut(NOW), code: 'OPTED_OUT' },
  {
    it: 'the day before three years are over allows',
    standing: consented(Date.parse('2023-11-25T10:00:01Z')),
    code: undefined,
  },
  {
    it: 'three years to the second do not',
    standing: consented(Date.parse('2023-11-25T10:00:00Z')),
    code: 'CONSENT_EXPIRED',
  },
  {
    it: 'a reply within three years prolongs',
    standing: { ...consented(NOW - 2_000 * DAY), lastContactAt: NOW - 900 * DAY },
    code: undefined,
  },
  {
    it: 'a reply is no consent after an opt-out',
    standing: { ...consented(NOW - 10 * DAY), ...optedOut(NOW - 9 * DAY), lastContactAt: NOW },
    code: 'OPTED_OUT',
  },
])('for an advert, $it', ({ standing, code }) => {
  expect(judgeStanding('marketing', standing, NOW)?.code).toBe(code);
});

test('an informative message needs no consent and heeds the opt-outs it is given', () => {
  expect(judgeStanding('informative', {}, NOW)).toBeUndefined();
  expect(judgeStanding('informative', { ...consented(NOW), ...optedOut(NOW - 900 * DAY, '*') }, NOW)?.code).toBe(
    'OPTED_OUT',
  );
});

test('an advert never passes an opt-out that no later consent lifted, whatever else is known', () => {
  const instant = fc.integer({ min: NOW - 4_000 * DAY, max: NOW });
  fc.assert(
    fc.property(instant, instant, fc.option(instant), (grantedAt, at, lastContactAt) => {
      const standing = { ...consented(grantedAt), ...optedOut(at), ...(lastContactAt !== null && { lastContactAt }) };
      const passes = judgeStanding('marketing', standing, NOW) === undefined;
      expect(passes && grantedAt <= at + SKEW_MS).toBe(false);
    }),
  );
});
