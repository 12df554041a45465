import { readCases } from '../fixtures/cases';
import { type Category, categorise } from './categorise';
import { judge } from './judge';

type Row = Record<'text' | 'declared' | 'verdict', string>;
const ACCOUNT = { linkHosts: ['s.example-brand.fr'] };
const rows = ['outgoing-texts.tsv', 'own-texts.tsv', 'fresh-texts.tsv'].flatMap((file) => readCases<keyof Row>(file));
const found = (text: string): string => categorise(text, ACCOUNT).found;
const verdictOf = (text: string, declared: string): string =>
  judge(declared as Category, categorise(text, ACCOUNT)).verdict;

test.each([
  ['zero for o', 'Pr0mo sur les vélos'],
  ['three for e', 'D3stockage chez Tavan'],
  ['at sign', 'Prix c@ssés chez Tavan'],
  ['spaced letters', 'S O L D E S chez Alba'],
  ['dotted letters', 'S.O.L.D.E.S chez Alba'],
  ['zero-width space', 'pro\u200Bmo sur les vélos'],
  ['soft hyphen', 'sol\u00ADdes chez Alba'],
  ['Cyrillic letters', 'p\u0440omo sur les vélos'],
  ['full-width letters', '\uFF50\uFF52\uFF4F\uFF4D\uFF4F sur les vélos'],
  ['styled letters', '\u{1D429}\u{1D42B}\u{1D428}\u{1D426}\u{1D428} sur les vélos'],
  ['capitals and accents', 'DÉSTÔCKAGE chez Tavan'],
  ['Unicode minus and no-break space', '\u221230\u00A0% sur les vélos'],
  ['a letter O in the number', '-2O% sur les vélos'],
])('a selling word in disguise is seen: %s', (_, text) => {
  expect(found(text)).toBe('marketing');
});

const adverts = rows.filter(
  ({ text, declared }, index) =>
    index % 6 === 0 && declared === 'informative' && verdictOf(text, declared) !== 'accept',
);

test.each([
  { it: 'upper case', disguise: (text: string) => text.toUpperCase() },
  { it: 'lower case', disguise: (text: string) => text.toLowerCase() },
  { it: 'no accents', disguise: (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '') },
  { it: 'accents typed apart', disguise: (text: string) => text.normalize('NFD') },
  { it: 'a dot under each vowel', disguise: (text: string) => text.replace(/[aeiou]/gi, '$&\u0323') },
  { it: 'zero-width spaces', disguise: (text: string) => [...text].join('\u200B') },
  { it: 'soft hyphens', disguise: (text: string) => text.replace(/\p{L}(?=\p{L})/gu, '$&\u00AD') },
  { it: 'no-break spaces', disguise: (text: string) => text.replaceAll(' ', '\u00A0') },
  { it: 'double spaces', disguise: (text: string) => text.replaceAll(' ', '  ') },
  { it: 'typographic apostrophes', disguise: (text: string) => text.replaceAll("'", '\u2019') },
  { it: 'Cyrillic vowels', disguise: (text: string) => text.replaceAll('o', '\u043E').replaceAll('a', '\u0430') },
  {
    it: 'full-width letters',
    disguise: (text: string) => text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  },
])('$it turn hardly an advert that was refused or reviewed into an informative text', ({ disguise }) => {
  expect(adverts.length).toBeGreaterThan(60);
  // A name is known by its capital, and a text near the threshold may pass it when the name becomes a word.
  const passed = adverts.filter(({ text, declared }) => verdictOf(disguise(text), declared) === 'accept');
  expect(passed.length / adverts.length).toBeLessThan(0.02);
});
