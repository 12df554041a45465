import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { shippedPack } from '../../fixtures/packs';
import { checkMention } from './check-mention';
import { insertMention } from './insert-mention';
import { isGuessable } from './link-token';

const TOKEN = 'Ty5Gh2Lk0PwQ9dR4sZx1Vb';
const account = (region: string) => ({
  pack: shippedPack(region),
  region,
  codes: ['36180'],
  linkHosts: ['s.example-brand.fr'],
});

test.each([
  ['FR', 'Lorane : -20% samedi.', 'Lorane : -20% samedi. STOP 36180', 'code', 1],
  ['FR', 'Lorane : -20% samedi.\n', 'Lorane : -20% samedi.\nSTOP 36180', 'code', 1],
  ['FR', 'Lorane : -20%. Stop au 36180', 'Lorane : -20%. Stop au 36180', 'code', 1],
  ['MQ', 'Lorane : -20% samedi.', `Lorane : -20% samedi. Stop s.example-brand.fr/u/${TOKEN}`, 'link', 1],
  ['DE', 'Lorane: 20% auf alles', `Lorane: 20% auf alles Stop s.example-brand.fr/u/${TOKEN}`, 'link', 1],
  ['FR', 'x'.repeat(149), `${'x'.repeat(149)} STOP 36180`, 'code', 1],
  ['FR', 'x'.repeat(150), `${'x'.repeat(150)} STOP 36180`, 'code', 2],
])('for %s, "%s" becomes "%s"', (region, text, whole, form, parts) => {
  const inserted = insertMention(text, account(region), TOKEN);
  expect(inserted).toMatchObject({ ok: true, value: { text: whole, form, exceedsMaxParts: false } });
  if (inserted.ok) expect(inserted.value.segments.parts).toHaveLength(parts);
});

test('reports a text that becomes too long and does not cut it', () => {
  const text = 'x'.repeat(4 * 153);
  const inserted = insertMention(text, account('FR'), TOKEN);
  expect(inserted).toMatchObject({ ok: true, value: { text: `${text} STOP 36180`, exceedsMaxParts: true } });
});

test.each([
  ['FR', '-20%. STOP36180', 'MENTION_NO_SEPARATOR'],
  ['FR', '-20%. STOP 36181', 'MENTION_CODE_NOT_ASSIGNED'],
  ['FR', '-20%. Répondez STOP', 'MENTION_NO_CODE'],
  ['MQ', '-20%. STOP 36180', 'MENTION_CODE_UNREACHABLE'],
  ['FR', '-20%.\n\n\n', 'MENTION_OBFUSCATED'],
])('for %s, refuses a faulty mention instead of adding another: "%s"', (region, text, code) => {
  expect(insertMention(text, account(region), TOKEN)).toMatchObject({ ok: false, refusal: { code } });
});

test.each(['u/123', 'unsubscribe', 'aaaaaaaaaaaa'])('refuses a guessable token: %s', (token) => {
  expect(insertMention('-20%', account('MQ'), token)).toMatchObject({ refusal: { code: 'MENTION_LINK_TOKEN' } });
});

test.each([
  ['FR', { codes: [] }, 'MENTION_NO_CODE', /No short code is assigned/],
  ['MQ', { linkHosts: [] }, 'MENTION_CODE_UNREACHABLE', /Replies to 36180 .* MQ: .* unsubscribe link/],
  ['BE', { linkHosts: [] }, 'MENTION_CODE_UNREACHABLE', /Replies to 36180 .* BE/],
  ['BE', { linkHosts: [], codes: [] }, 'MENTION_CODE_UNREACHABLE', /Short codes are not known to work in BE/],
])('for %s, says what the account lacks: %j', (region, lacking, code, detail) => {
  expect(insertMention('-20%', { ...account(region), ...lacking }, TOKEN)).toEqual({
    ok: false,
    refusal: { code, detail: expect.stringMatching(detail) },
  });
});

test('inserts after the unchanged text, passes the check, and is idempotent', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(text, fc.constantFrom('FR', 'MQ', 'GB'), (body, region) => {
      const inserted = insertMention(body, account(region), TOKEN);
      if (!inserted.ok) return;
      expect(inserted.value.text.startsWith(body)).toBe(true);
      expect(checkMention(inserted.value.text, account(region)).verdict).toBe('accept');
      expect(insertMention(inserted.value.text, account(region), TOKEN)).toEqual(inserted);
    }),
    { numRuns: 300 },
  );
});

// The same tokens each time: one in two million has "unsub" inside by chance.
test('random tokens of 22 characters do not look like a word', () => {
  const token = (n: number) => createHash('sha256').update(`${n}`).digest().subarray(0, 16).toString('base64url');
  const tokens = Array.from({ length: 5000 }, (_, n) => token(n));
  expect(tokens.filter(isGuessable)).toEqual([]);
});
