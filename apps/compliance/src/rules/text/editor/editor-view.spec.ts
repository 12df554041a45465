import fc from 'fast-check';
import { segment } from '@stopsms/kernel';
import { shippedPack } from '../../fixtures/packs';
import { plainText } from '@stopsms/text-reader';
import { SAMPLE_TOKEN, assessText } from '../assess-text';
import { insertMention } from '../mention/insert-mention';
import { type EditorView, type Fix, editorView } from './editor-view';
import { spanOf, plainSpans } from './plain-spans';

const ACCOUNT = { codes: ['36180'], linkHosts: ['s.example-brand.fr'] };

function view(text: string, how: 'require' | 'insert' = 'require', region = 'FR', name?: string): EditorView {
  const pack = shippedPack('FR');
  const assessed = assessText({ text, category: 'marketing', region, mention: how, ...ACCOUNT }, pack);
  const context = { pack, region, ...ACCOUNT };
  const inserted = assessed.mention.verdict === 'insert' ? insertMention(text, context, SAMPLE_TOKEN) : undefined;
  const viewed = name === undefined ? assessed : { ...assessed, reasons: [{ code: 'ADVERTISER_UNNAMED' }] };
  return editorView(text, viewed, inserted?.ok ? inserted.value.text : undefined, name);
}
const applied = (text: string, { replaceFrom, replaceTo, with: other }: Fix) =>
  text.slice(0, replaceFrom) + other + text.slice(replaceTo);
const fixed = (text: string, why: string) => {
  const fix = view(text).fixes.find((each) => each.why === why);
  return fix && applied(text, fix);
};

test.each([
  ['-20% samedi.', 'MENTION_MISSING', '-20% samedi. STOP 36180'],
  ['-20% samediSTOP 36180', 'MENTION_NO_SEPARATOR', '-20% samedi STOP 36180'],
  ['-20% samedi. STOP 36180 12 rue Neuve', 'MENTION_NOT_LAST', '-20% samedi. 12 rue Neuve STOP 36180'],
  ['-20% \uD83D samedi. STOP 36180', 'TEXT_LONE_SURROGATE', '-20%  samedi. STOP 36180'],
])('in "%s" the fix of %s gives "%s"', (text, why, expected) => expect(fixed(text, why)).toBe(expected));

test('a fix leaves all other characters unchanged', () => {
  expect(view('Lorane : -20% samediSTOP 36180').fixes).toEqual([
    { replaceFrom: 20, replaceTo: 20, with: ' ', why: 'MENTION_NO_SEPARATOR' },
  ]);
  expect(view('-20%. STOP 36180', 'require', 'FR', 'Lorane').fixes).toEqual([
    { replaceFrom: 0, replaceTo: 0, with: 'Lorane : ', why: 'ADVERTISER_UNNAMED' },
  ]);
});

test('replaces a wrong code as a whole', () => {
  const text = 'Lorane : -20% samedi STOP 36200';
  expect(view(text).fixes).toEqual([
    { replaceFrom: 26, replaceTo: 31, with: '36180', why: 'MENTION_CODE_NOT_ASSIGNED' },
  ]);
});

test('shows the mention: present, to be appended, or already appended', () => {
  expect(view('Lorane : -20% samedi. STOP 36180').mention).toEqual({ isThere: true, characters: 11 });
  expect(view('Lorane : -20% samedi. STOP au 36180').mention).toEqual({ isThere: true, characters: 14 });
  expect(view('Lorane : -20% samedi').mention).toEqual({ isThere: false, append: ' STOP 36180', characters: 11 });
  expect(view('Lorane : -20% samedi', 'insert').mention).toEqual({
    isThere: false,
    append: ' STOP 36180',
    characters: 11,
  });
  const overseas = view('Lorane : -20% samedi', 'insert', 'MQ').mention;
  expect(overseas.append).toMatch(/^ Stop s\.example-brand\.fr\/u\/\S+$/);
  expect(overseas.characters).toBe(overseas.append?.length);
});

test('marks each occurrence of a character that costs a segment, with its common spelling', () => {
  const text = `Fête ! ${'a'.repeat(80)} pêche STOP 36180`;
  const { costly, parts, fixes } = view(text);
  expect(costly).toEqual([
    {
      character: 'ê',
      why: 'ucs-2',
      savesParts: 1,
      with: 'e',
      places: [
        { from: 1, to: 2 },
        { from: 89, to: 90 },
      ],
    },
  ]);
  expect(parts).toEqual([
    { from: 0, to: 67 },
    { from: 67, to: text.length },
  ]);
  const cheaper = fixes.find(({ why }) => why === 'CHEAPER_SPELLING');
  expect(cheaper && segment(applied(text, cheaper)).parts.length).toBe(1);
});

test('an emoji has no spelling and is removed; € counts as two units', () => {
  expect(view('Lorane : 🎉 -20% STOP 36180').costly).toEqual([
    { character: '🎉', why: 'ucs-2', savesParts: 0, places: [{ from: 9, to: 11 }] },
  ]);
  const [euro] = view(`Lorane : 10 € ${'a'.repeat(135)} STOP 36180`).costly;
  expect(euro).toMatchObject({ character: '€', why: 'two-units', savesParts: 1 });
  expect(euro).not.toHaveProperty('with');
});

test.each([
  ['Lorane : dès demain -20% ici STOP 36180', 'PERCENT_OFF', '-20%'],
  ['SOLDÉS chez nous STOP 36180', 'DISCOUNT', 'SOLDÉS'],
  ['Les so\u0301lde\u0301s \n\n de\u0301marrent STOP 36180', 'DISCOUNT', 'so\u0301lde\u0301s'],
  ['🎉🎉 10 € de RÉDUCTION STOP 36180', 'DISCOUNT', 'RÉDUCTION'],
])('in "%s", %s is at "%s"', (text, code, words) => {
  const span = view(text).words.find((each) => each.code === code);
  expect(span && text.slice(span.from, span.to)).toContain(words);
  expect(span?.speaks).toBe('for');
});

test('marks whole words only', () => {
  const spans = plainSpans('Offre : 20% off');
  expect(spanOf(spans, 'off')).toEqual({ from: 12, to: 15 });
  expect(spanOf(spans, 'ffr')).toEqual({ from: 1, to: 4 });
  expect(spanOf(spans, 'nowhere')).toBeUndefined();
});

const HALF = /\p{Surrogate}/u;
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('é', 'e\u0301', ' ', '\n', '🎉', 'STOP', '36180', '-20%', '\u200b', '<script>', '«'), {
      maxLength: 40,
    })
    .map((pieces) => pieces.join('')),
);

test('for any text, spans lie within it, fixes cut no character, and the plain form is that of the classifier', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom('require', 'insert'), (text, how) => {
      const { parts, costly, words, fixes } = view(text, how);
      expect(parts.at(-1)?.to).toBeGreaterThanOrEqual(text.length);
      for (const { from, to } of [...words, ...costly.flatMap(({ places }) => places)]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      for (const fix of fixes) {
        expect(fix.replaceFrom).toBeLessThanOrEqual(fix.replaceTo);
        if (!HALF.test(text)) expect(applied(text, fix)).not.toMatch(HALF);
      }
    }),
  );
  const text = 'Soldés : « -20 % »\r\n dès\u00a0demain…  ßœ';
  expect(plainSpans(text).plain).toBe(plainText(text));
});

test('processes 10,000 arbitrary characters at once', () => {
  for (const unit of ['🎉', 'ê', 'STOP 36180 ', '€', '-20% ', '\u0301', '\n ']) {
    const { costly } = view(unit.repeat(10_000).slice(0, 10_000));
    expect(costly.flatMap(({ places }) => places).length).toBeLessThanOrEqual(200);
  }
});
