import { readConsent } from './read-consent.rule';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const claim = (at: string, source = 'shop', wording = 'I agree') => readConsent({ at, source, wording }, NOW);

test('a dated claim is a consent', () => {
  expect(claim('02/03/2026 10:30')).toEqual({
    ok: true,
    value: { grantedAt: Date.parse('2026-03-02T09:30:00Z'), source: 'shop', wording: 'I agree' },
  });
});

test('reports an invalid date', () => {
  expect(claim('yes')).toMatchObject({ ok: false, refusal: { code: 'CONSENT_DATE_UNREADABLE' } });
});

test('accepts a consent given right now', () => {
  expect(claim('2026-11-25T10:00:00Z')).toMatchObject({ ok: true });
});

test('refuses a consent dated tomorrow', () => {
  expect(claim('26/11/2026')).toMatchObject({ ok: false, refusal: { code: 'CONSENT_DATE_IN_FUTURE' } });
});

test('a row without a claim gets no warning', () => {
  expect(claim('', '', '')).toEqual({ ok: true, value: undefined });
});

test.each([
  { missing: 'consent_at', at: '', source: 'shop', wording: 'I agree' },
  { missing: 'consent_source', at: '2026-03-02', source: '', wording: 'I agree' },
  { missing: 'consent_wording', at: '2026-03-02', source: 'shop', wording: '' },
  {
    missing: 'consent_source ("Origine du consentement") and consent_wording ("Texte du consentement")',
    at: '2026-03-02',
    source: '',
    wording: '',
  },
])('reports that a claim without $missing is incomplete', ({ missing, ...fields }) => {
  const read = readConsent(fields, NOW);
  expect(read).toMatchObject({ ok: false, refusal: { code: 'CONSENT_INCOMPLETE' } });
  if (!read.ok) expect(read.refusal.detail).toContain(missing);
});

const GIVEN = { at: '02/03/2026', source: 'caisse', wording: 'J’accepte' };

test.each(['non', 'NO', '0', 'Refusé', 'withdrawn', 'consent_withdrawn', 'Désabonnée', 'opted-out', 'expired'])(
  'a row with state %s has no consent, whatever its other columns',
  (state) => {
    const read = readConsent({ ...GIVEN, state }, NOW);
    expect(read).toMatchObject({ ok: false, refusal: { code: 'CONSENT_NOT_GIVEN', lacks: ['agreement'] } });
  },
);

test('a row without a value in the state column has no consent', () => {
  expect(readConsent({ ...GIVEN, state: '' }, NOW)).toMatchObject({ ok: false, refusal: { lacks: ['agreement'] } });
  expect(readConsent({ at: '', source: '', wording: '', state: '' }, NOW)).toEqual({ ok: true, value: undefined });
});

test('reads a date in the format that the sender names', () => {
  const read = readConsent({ ...GIVEN, at: '11/25/2025' }, NOW, 'mdy');
  expect(read).toMatchObject({ ok: true, value: { grantedAt: Date.parse('2025-11-24T23:00:00Z') } });
  expect(readConsent({ ...GIVEN, at: '11/25/2025' }, NOW)).toMatchObject({ ok: false, refusal: { lacks: ['date'] } });
});
