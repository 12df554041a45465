import fc from 'fast-check';
import { SKEW_MS, type ConsentStatus, judgeConsentStatus } from './judge-consent-status';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const DAY = 86_400_000;
const consented = (at: number) => ({ consent: { consentId: 'c', grantedAt: at, basis: 'consent', source: 'shop' } });
const acted = (at: number) => ({ ...consented(at), actAt: at });
const started = (at: number) => ({ ...acted(at), startAt: at });
const RULES = { bases: ['consent', 'b2b', 'inquiry'], expiryYears: 3, months: { inquiry: 6 } } as const;
const inquired = (at: string) => ({
  consent: { consentId: 'c', grantedAt: Date.parse(at), basis: 'inquiry', source: 'shop' },
});
const optedOut = (at: number, scope = 'a') => ({ optOut: { scope, episodeId: 'e', at } });

const number = (state: 'suspended' | 'invalid') => ({ number: { state, at: NOW - DAY, provider: 'ovh' } });

test.each([
  { category: 'marketing', consentStatus: { ...consented(NOW), ...number('suspended') }, code: 'NUMBER_SUSPENDED' },
  { category: 'marketing', consentStatus: { ...consented(NOW), ...number('invalid') }, code: 'NUMBER_INVALID' },
  { category: 'informative', consentStatus: number('invalid'), code: 'NUMBER_INVALID' },
  { category: 'informative', consentStatus: number('suspended'), code: undefined },
  { category: 'marketing', consentStatus: { ...optedOut(NOW), ...number('invalid') }, code: 'OPTED_OUT' },
] as const)(
  'a number that is $consentStatus.number.state with $category is judged $code',
  ({ category, consentStatus, code }) => {
    expect(judgeConsentStatus(category, consentStatus, NOW, RULES)?.code).toBe(code);
  },
);

test.each<{ it: string; consentStatus: ConsentStatus; code: string | undefined }>([
  { it: 'a consent of yesterday allows', consentStatus: consented(NOW - DAY), code: undefined },
  { it: 'no consent does not', consentStatus: {}, code: 'CONSENT_MISSING' },
  { it: 'an opt-out is reported before a missing consent', consentStatus: optedOut(NOW), code: 'OPTED_OUT' },
  {
    it: 'the day before three years are over allows',
    consentStatus: consented(Date.parse('2023-11-25T10:00:01Z')),
    code: undefined,
  },
  {
    it: 'three years to the second do not',
    consentStatus: consented(Date.parse('2023-11-25T10:00:00Z')),
    code: 'CONSENT_EXPIRED',
  },
  {
    it: 'a reply within three years prolongs',
    consentStatus: { ...consented(NOW - 2_000 * DAY), lastContactAt: NOW - 900 * DAY },
    code: undefined,
  },
  {
    it: 'an opt-out blocks what was agreed before',
    consentStatus: { ...acted(NOW - 2 * DAY), ...optedOut(NOW - DAY) },
    code: 'OPTED_OUT',
  },
  {
    it: 'a START within the skew of clocks does not lift it',
    consentStatus: { ...started(NOW - DAY + 5_000), ...optedOut(NOW - DAY) },
    code: 'OPTED_OUT',
  },
  {
    it: 'a later START lifts it',
    consentStatus: { ...started(NOW - DAY + 5_001), ...optedOut(NOW - DAY) },
    code: undefined,
  },
  {
    it: 'a later consent that somebody reported does not',
    consentStatus: { ...acted(NOW), startAt: NOW - 2 * DAY, ...optedOut(NOW - DAY) },
    code: 'OPTED_OUT',
  },
  {
    it: 'a later import does not',
    consentStatus: { ...consented(NOW - DAY), actAt: NOW - 9 * DAY, ...optedOut(NOW - 2 * DAY) },
    code: 'OPTED_OUT',
  },
  {
    it: 'nothing said to one advertiser lifts an opt-out from all',
    consentStatus: { ...started(NOW), ...optedOut(NOW - DAY, '*') },
    code: 'OPTED_OUT',
  },
  {
    it: 'a withdrawn consent does not allow',
    consentStatus: { ...acted(NOW - 2 * DAY), withdrawnAt: NOW - DAY },
    code: 'CONSENT_WITHDRAWN',
  },
  {
    it: 'a withdrawal at the same instant wins',
    consentStatus: { ...acted(NOW - DAY), withdrawnAt: NOW - DAY },
    code: 'CONSENT_WITHDRAWN',
  },
  { it: 'a consent after it does', consentStatus: { ...acted(NOW), withdrawnAt: NOW - DAY }, code: undefined },
  {
    it: 'a basis that the country accepts allows',
    consentStatus: { consent: { consentId: 'c', grantedAt: NOW - DAY, basis: 'b2b', source: 'fair' } },
    code: undefined,
  },
  {
    it: 'one that it does not accept does not',
    consentStatus: { consent: { consentId: 'c', grantedAt: NOW - DAY, basis: 'soft_opt_in', source: 'shop' } },
    code: 'CONSENT_BASIS_INVALID',
  },
  {
    it: 'an inquiry of six months ago less a second allows',
    consentStatus: inquired('2026-05-25T10:00:01Z'),
    code: undefined,
  },
  {
    it: 'an inquiry of six months ago does not',
    consentStatus: inquired('2026-05-25T10:00:00Z'),
    code: 'CONSENT_EXPIRED',
  },
  {
    it: 'a reply prolongs no inquiry',
    consentStatus: { ...inquired('2026-05-01T10:00:00Z'), lastContactAt: NOW - DAY },
    code: 'CONSENT_EXPIRED',
  },
  {
    it: 'a reply is no consent after an opt-out',
    consentStatus: { ...consented(NOW - 10 * DAY), ...optedOut(NOW - 9 * DAY), lastContactAt: NOW },
    code: 'OPTED_OUT',
  },
])('for an advert, $it', ({ consentStatus, code }) => {
  expect(judgeConsentStatus('marketing', consentStatus, NOW, RULES)?.code).toBe(code);
});

test('an informative message needs no consent and is blocked by the opt-outs that apply to it', () => {
  expect(judgeConsentStatus('informative', {}, NOW, RULES)).toBeUndefined();
  expect(
    judgeConsentStatus('informative', { ...consented(NOW), ...optedOut(NOW - 900 * DAY, '*') }, NOW, RULES)?.code,
  ).toBe('OPTED_OUT');
});

test('an opt-out blocks an informative message until the person texts START, if the pack says so', () => {
  const codeAt = (startAt: number) =>
    judgeConsentStatus('informative', { ...optedOut(NOW - DAY), startAt }, NOW, RULES)?.code;
  expect([codeAt(NOW - 2 * DAY), codeAt(NOW)]).toEqual(['OPTED_OUT', undefined]);
});

test.each([
  ['2026-08-31T10:00:00Z', '2027-02-28T09:59:59Z', undefined],
  ['2026-08-31T10:00:00Z', '2027-02-28T10:00:00Z', 'CONSENT_EXPIRED'],
])('an inquiry of %s is judged at %s: %s', (at, now, code) => {
  expect(judgeConsentStatus('marketing', inquired(at), Date.parse(now), RULES)?.code).toBe(code);
});

test('an advert never passes an opt-out that no later START lifted', () => {
  const instant = fc.integer({ min: NOW - 4_000 * DAY, max: NOW });
  fc.assert(
    fc.property(instant, fc.option(instant), instant, fc.option(instant), (grantedAt, startAt, at, lastContactAt) => {
      const consentStatus = {
        ...consented(grantedAt),
        ...optedOut(at),
        actAt: NOW,
        ...(startAt !== null && { startAt }),
        ...(lastContactAt !== null && { lastContactAt }),
      };
      const passes = judgeConsentStatus('marketing', consentStatus, NOW, RULES) === undefined;
      expect(passes && (startAt ?? -Infinity) <= at + SKEW_MS).toBe(false);
    }),
  );
});
