import type { Category } from '@stopsms/text-reader';
import { readCases } from '@stopsms/text-reader/training';
import { shippedPacks } from '../../rules/fixtures/packs';
import { checkText } from './check-text';

const AT = Date.parse('2026-11-25T10:00:00Z');
const account = { codes: ['36180', '38100'], linkHosts: ['s.example-brand.fr'] };
const check = (text: string, more: Partial<Parameters<typeof checkText>[0]> = {}) =>
  checkText({ text, category: 'marketing', region: 'FR', at: AT, ...account, ...more }, shippedPacks());
const codes = (checked: ReturnType<typeof checkText>): string[] => checked.reasons.map(({ code }) => code);

test('each labelled text gets its verdict', () => {
  const rows = readCases<'text' | 'declared' | 'verdict' | 'why'>('outgoing-texts.tsv');
  expect(rows.length).toBeGreaterThan(150);
  const wrong = rows
    .map((row) => ({ ...row, given: check(row.text, { category: row.declared as Category }).verdict }))
    .filter(({ verdict, given }) => verdict !== given);
  expect(wrong).toEqual([]);
});

test('accepts an advert with its mention, and returns all checks', () => {
  const { category, ...checked } = check('Alba : -20% samedi. STOP 36180', { sender: 'Alba' });
  expect(checked).toEqual({
    verdict: 'accept',
    reasons: [],
    trust: null,
    mention: { verdict: 'accept' },
    segments: { encoding: 'GSM-7', units: 30, parts: 1 },
    window: { open: true, nextOpening: Date.parse('2026-11-26T07:00:00Z') },
    pack: { name: 'FR@2026.1', hash: expect.stringMatching(/^sha256-/) },
  });
  expect(category).toMatchObject({
    declared: 'marketing',
    found: 'marketing',
    reader: expect.stringMatching(/^[\w-]{12}$/),
  });
  expect(category.score).toBeGreaterThan(50);
});

test.each([
  { it: 'an empty text', text: '', expected: ['TEXT_EMPTY', 'MENTION_MISSING'] },
  { it: 'white space', text: ' \n\t', expected: ['TEXT_EMPTY', 'MENTION_MISSING'] },
  { it: 'half a character', text: 'Alba \uD83D -20%. STOP 36180', expected: ['TEXT_LONE_SURROGATE'] },
  { it: 'five parts', text: `${'x'.repeat(620)} STOP 36180`, expected: ['TEXT_TOO_LONG'] },
  { it: 'a million characters', text: `${'x '.repeat(500_000)}STOP 36180`, expected: ['TEXT_TOO_LONG'] },
  { it: 'a sender of digits', text: '-20%. STOP 36180', sender: '36999', expected: ['SENDER_INVALID'] },
  { it: 'a sender with two spaces', text: '-20%. STOP 36180', sender: 'My  Brand', expected: ['SENDER_INVALID'] },
  { it: 'a sender of two letters', text: '-20%. STOP 36180', sender: 'Al', expected: ['SENDER_INVALID'] },
  { it: 'a sender of twelve letters', text: '-20%. STOP 36180', sender: 'Abcdefghijkl', expected: ['SENDER_INVALID'] },
  { it: 'a sender with an accent', text: '-20%. STOP 36180', sender: 'Éclat', expected: ['SENDER_INVALID'] },
  { it: 'the code as sender', text: '-20%. STOP 36180', sender: '36180', expected: [] },
  { it: 'no mention', text: '-20%', expected: ['MENTION_MISSING'] },
  { it: 'a country without pack', text: '-20%. STOP 36180', region: 'NO', expected: ['PACK_MISSING'] },
  { it: 'New Caledonia, without pack', text: '-20%. STOP 36180', region: 'NC', expected: ['PACK_MISSING'] },
  { it: 'a pack not yet in force', text: '-20%. STOP 36180', at: 0, expected: ['PACK_MISSING'] },
  { it: 'a French code to Martinique', text: '-20%. STOP 36180', region: 'MQ', expected: ['MENTION_CODE_UNREACHABLE'] },
  {
    it: 'several faults',
    text: 'Poker',
    sender: '1',
    expected: ['SENDER_INVALID', 'SECTOR_NEEDS_PACK', 'MENTION_MISSING'],
  },
])('$it gives $expected', ({ it: _, text, expected, ...more }) => {
  const checked = check(text, more);
  expect(codes(checked)).toEqual(expected);
  expect(checked.verdict).toBe(expected.length > 0 ? 'refuse' : 'accept');
});

test('inserts a mention on request and counts it', () => {
  const inserted = check('x'.repeat(150), { mention: 'insert' });
  expect(inserted).toMatchObject({
    verdict: 'accept',
    mention: { verdict: 'insert' },
    segments: { units: 161, parts: 2 },
  });
  const link = check('-20% samedi', { mention: 'insert', region: 'MQ' });
  expect(link).toMatchObject({ verdict: 'accept', mention: { verdict: 'insert' }, segments: { parts: 1 } });
});

test('refuses a faulty mention even if insertion is requested', () => {
  expect(check('-20%. STOP36180', { mention: 'insert' })).toMatchObject({
    verdict: 'refuse',
    mention: { verdict: 'refuse', code: 'MENTION_NO_SEPARATOR' },
  });
});

test('an informative text needs no mention, window or pack', () => {
  const order = 'Votre commande 4521 est expédiée.';
  const night = Date.parse('2026-11-29T23:00:00Z');
  for (const region of ['FR', 'NO']) {
    expect(check(order, { category: 'informative', region, at: night })).toMatchObject({
      verdict: 'accept',
      reasons: [],
      mention: { verdict: 'not-needed' },
      window: { open: true, nextOpening: null },
    });
  }
});

test('a mention in an informative text gives only a warning', () => {
  const checked = check('Votre commande 4521 est expédiée. STOP 36180', { category: 'informative' });
  expect(checked.verdict).toBe('accept');
  expect(codes(checked)).toEqual(['MENTION_ON_INFORMATIVE']);
});

test('refuses an informative text that sells, with the words that sell', () => {
  const checked = check('Votre commande 4521 est prête. -15% sur les ceintures.', { category: 'informative' });
  expect(checked.verdict).toBe('refuse');
  expect(checked.reasons).toEqual([
    { code: 'CATEGORY_PROMOTIONAL', detail: expect.stringContaining('PERCENT_OFF "-15%"') },
  ]);
});

test('reasons repeat no text of the SMS except the decisive words', () => {
  const checked = check('Le secret de Camille est bien gardé, poker ce soir', { sender: 'x' });
  expect(JSON.stringify(checked.reasons)).not.toContain('Camille');
});

test('a refused mention is returned with a corrected text, which is then accepted', () => {
  const { mention } = check('Alba : -20% samedi. STOP36180');
  expect(mention).toEqual({
    verdict: 'refuse',
    code: 'MENTION_NO_SEPARATOR',
    fix: 'Alba : -20% samedi. STOP 36180',
  });
  expect(check(mention.fix ?? '').verdict).toBe('accept');
});

test('proposes a spelling that saves segments, and counts segments of the text as it is', () => {
  const text = `Alba : la fête continue, -20% ${'sur tout le magasin '.repeat(5)}ce samedi. STOP 36180`;
  const checked = check(text);
  expect(checked.segments).toMatchObject({ encoding: 'UCS-2', parts: 3 });
  expect(checked.cheaperSpelling).toEqual({
    text: text.replace('ê', 'e'),
    encoding: 'GSM-7',
    parts: 1,
    savedParts: 2,
    replaced: [{ from: 'ê', to: 'e' }],
  });
  expect(check(text.replace('ê', 'e'))).not.toHaveProperty('cheaperSpelling');
});

test('includes the mention that will be inserted in the cheaper spelling', () => {
  const checked = check('ê'.padEnd(60, 'x'), { mention: 'insert' });
  expect(checked.segments.parts).toBe(2);
  expect(checked.cheaperSpelling).toMatchObject({ text: 'e'.padEnd(60, 'x'), parts: 1, savedParts: 1 });
});
