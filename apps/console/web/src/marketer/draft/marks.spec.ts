import { type Check, fixed, roomLeft, stretchesOf } from './marks';

const nothing: Check['editor'] = {
  parts: [],
  costly: [],
  mention: { isThere: true, characters: 11 },
  words: [],
  fixes: [],
};

test('a text without findings is one stretch', () => {
  expect(stretchesOf('Bonjour', nothing)).toEqual([{ text: 'Bonjour', marks: [] }]);
  expect(stretchesOf('', nothing)).toEqual([]);
});

test('stretches joined together are the text, each with its findings', () => {
  const text = 'Promo –20% demain STOP36111';
  const stretches = stretchesOf(text, {
    ...nothing,
    parts: [
      { from: 0, to: 10 },
      { from: 10, to: 27 },
    ],
    costly: [{ character: '–', why: 'ucs-2', savesParts: 1, with: '-', places: [{ from: 6, to: 7 }] }],
    words: [{ from: 0, to: 10, code: 'OFFER_WORDS', speaks: 'for', weight: 4 }],
    fixes: [{ replaceFrom: 18, replaceTo: 27, with: 'STOP 36111', why: 'MENTION_NO_SEPARATOR' }],
  });
  expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
  expect(stretches).toEqual([
    { text: 'Promo ', marks: ['advert'] },
    { text: '–', marks: ['costly', 'advert'] },
    { text: '20%', marks: ['advert'] },
    { text: ' demain ', marks: ['part'] },
    { text: 'STOP36111', marks: ['refused', 'part'] },
  ]);
});

test('a finding on a longer text does not exceed the current one', () => {
  const editor = { ...nothing, words: [{ from: 2, to: 90, code: 'OFFER_WORDS', speaks: 'for' as const, weight: 1 }] };
  expect(stretchesOf('abc', editor)).toEqual([
    { text: 'ab', marks: [] },
    { text: 'c', marks: ['advert'] },
  ]);
});

test.each([
  { it: 'replaces', fix: { replaceFrom: 3, replaceTo: 7, with: ' STOP' }, text: 'abcSTOP', after: 'abc STOP' },
  {
    it: 'adds at the end',
    fix: { replaceFrom: 3, replaceTo: 3, with: ' STOP 36111' },
    text: 'abc',
    after: 'abc STOP 36111',
  },
  { it: 'takes away', fix: { replaceFrom: 0, replaceTo: 2, with: '' }, text: '😀a', after: 'a' },
])('a fix $it', ({ fix, text, after }) => {
  expect(fixed(text, { ...fix, why: 'x' })).toBe(after);
});

test.each([
  { segments: { encoding: 'GSM-7' as const, units: 37, parts: 1 }, left: 123 },
  { segments: { encoding: 'GSM-7' as const, units: 161, parts: 2 }, left: 145 },
  { segments: { encoding: 'UCS-2' as const, units: 70, parts: 1 }, left: 0 },
  { segments: { encoding: 'UCS-2' as const, units: 71, parts: 2 }, left: 63 },
])('$segments.units units of $segments.encoding leave room for $left', ({ segments, left }) => {
  expect(roomLeft(segments)).toBe(left);
});
