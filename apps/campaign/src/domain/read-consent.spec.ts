import { readConsent } from './read-consent';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const claim = (at: string, source = 'shop', wording = 'I agree') => readConsent({ at, source, wording }, NOW);

test.each([
  ['an ISO date, midnight in Paris', '2026-03-02', '2026-03-01T23:00:00Z'],
  ['an ISO instant', '2026-03-02T10:30:00Z', '2026-03-02T10:30:00Z'],
  ['an ISO instant with offset', '2026-03-02T10:30:00+02:00', '2026-03-02T08:30:00Z'],
  ['a local time, in winter', '2026-03-02T10:30', '2026-03-02T09:30:00Z'],
  ['a local time, in summer', '2026-07-02T10:30', '2026-07-02T08:30:00Z'],
  ['date and time with a space', '2026-03-02 10:30:15', '2026-03-02T09:30:15Z'],
  ['a French date', '02/03/2026', '2026-03-01T23:00:00Z'],
  ['a French date with one digit', '2/3/2026', '2026-03-01T23:00:00Z'],
  ['a French date and time', '02/03/2026 10:30', '2026-03-02T09:30:00Z'],
  ['a French date and time with h', '02/03/2026 10h30', '2026-03-02T09:30:00Z'],
  ['a French date and time with seconds', '02/03/2026 10:30:15', '2026-03-02T09:30:15Z'],
  ['this very moment', '2026-11-25T10:00:00Z', '2026-11-25T10:00:00Z'],
])('%s is read', (_, at, instant) => {
  expect(claim(at)).toEqual({
    ok: true,
    value: { grantedAt: Date.parse(instant), source: 'shop', wording: 'I agree' },
  });
});

test.each([
  ['an impossible day', '31/02/2026'],
  ['an American date', '12/25/2025'],
  ['a two-digit year', '02/03/26'],
  ['a word', 'yes'],
  ['epoch milliseconds', '1772446200000'],
  ['a week date', '2026-W10'],
  ['a year before any SMS', '1066-10-14'],
  ['an impossible hour', '02/03/2026 25:00'],
])('%s is no date', (_, at) => {
  expect(claim(at)).toMatchObject({ ok: false, refusal: { code: 'CONSENT_DATE_UNREADABLE' } });
});

test('a consent cannot be given tomorrow', () => {
  expect(claim('26/11/2026')).toMatchObject({ ok: false, refusal: { code: 'CONSENT_DATE_IN_FUTURE' } });
});

test('no claim is no warning', () => {
  expect(claim('', '', '')).toEqual({ ok: true, value: undefined });
});

test.each([
  { missing: 'consent_at', at: '', source: 'shop', wording: 'I agree' },
  { missing: 'consent_source', at: '2026-03-02', source: '', wording: 'I agree' },
  { missing: 'consent_wording', at: '2026-03-02', source: 'shop', wording: '' },
  { missing: 'consent_source and consent_wording', at: '2026-03-02', source: '', wording: '' },
])('a claim without $missing is incomplete and says so', ({ missing, ...fields }) => {
  const read = readConsent(fields, NOW);
  expect(read).toMatchObject({ ok: false, refusal: { code: 'CONSENT_INCOMPLETE' } });
  if (!read.ok) expect(read.refusal.detail).toContain(missing);
});
