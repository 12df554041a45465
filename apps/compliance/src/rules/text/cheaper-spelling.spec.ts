import { segment } from '@stopsms/kernel';
import fc from 'fast-check';
import { cheaperSpelling } from './cheaper-spelling';

const padded = (text: string, length: number): string => text + 'x'.repeat(length - text.length);

test.each([
  { it: 'ê', text: 'fête', to: 'fete', replaced: [{ from: 'ê', to: 'e' }] },
  { it: 'ç', text: 'ça', to: 'ca', replaced: [{ from: 'ç', to: 'c' }] },
  { it: 'a typographic apostrophe', text: 'l’été', to: "l'été", replaced: [{ from: '’', to: "'" }] },
  {
    it: 'an ellipsis',
    text: 'bientôt…',
    to: 'bientot...',
    replaced: [
      { from: 'ô', to: 'o' },
      { from: '…', to: '...' },
    ],
  },
  {
    it: 'œ and Œ',
    text: 'œuf, Œuf',
    to: 'oeuf, OEuf',
    replaced: [
      { from: 'œ', to: 'oe' },
      { from: 'Œ', to: 'OE' },
    ],
  },
  { it: 'a no-break space', text: '20\u00A0%', to: '20 %', replaced: [{ from: '\u00A0', to: ' ' }] },
  { it: 'a narrow no-break space', text: '9\u202F€', to: '9 €', replaced: [{ from: '\u202F', to: ' ' }] },
  { it: 'a dash', text: 'ici – là', to: 'ici - là', replaced: [{ from: '–', to: '-' }] },
  {
    it: 'capitals with accents',
    text: 'À BIENTÔT',
    to: 'A BIENTOT',
    replaced: [
      { from: 'À', to: 'A' },
      { from: 'Ô', to: 'O' },
    ],
  },
  { it: 'a zero-width space', text: 'pro\u200Bmo', to: 'promo', replaced: [{ from: '\u200B', to: '' }] },
  { it: 'an accent typed apart', text: 'fe\u0302te', to: 'fete', replaced: [{ from: 'ê', to: 'e' }] },
  {
    it: 'quotes with their spaces',
    text: '« oui »',
    to: '"oui"',
    replaced: [
      { from: '«', to: '"' },
      { from: '»', to: '"' },
    ],
  },
])('respells $it if that saves a segment', ({ text, to, replaced }) => {
  const whole = padded(text, 100);
  expect(cheaperSpelling(whole)).toEqual({
    text: whole.replace(text, to),
    encoding: 'GSM-7',
    parts: 1,
    savedParts: 1,
    replaced,
  });
});

test.each([
  { it: 'fits GSM-7 already', text: 'é'.repeat(200) },
  { it: 'takes one part either way', text: 'ça commence demain' },
  { it: 'has an emoji', text: padded('fête 🎁', 100) },
  { it: 'is in another script', text: 'привет'.repeat(20) },
  { it: 'is empty', text: '' },
])('proposes nothing for a text that $it', ({ text }) => {
  expect(cheaperSpelling(text)).toBeUndefined();
});

test('counts the mention that will be inserted, and leaves it out of the proposal', () => {
  const text = padded('fête', 60);
  expect(cheaperSpelling(text)).toBeUndefined();
  expect(cheaperSpelling(text, `${text} STOP 36180`)).toMatchObject({
    text: padded('fete', 60),
    parts: 1,
    savedParts: 1,
  });
});

test('149 characters with one ê and the mention need 3 segments, with e only 1', () => {
  const text = `${padded('fête', 149)} STOP 36180`;
  expect(segment(text).parts).toHaveLength(3);
  expect(cheaperSpelling(text)).toMatchObject({ parts: 1, savedParts: 2 });
});

test('a proposal always needs fewer segments, and none is cheaper', () => {
  const character = fc.constantFrom(
    'a',
    ' ',
    'é',
    'ê',
    'œ',
    '’',
    '…',
    '€',
    '\u00A0',
    '«',
    '»',
    'ç',
    'ß',
    '\u200B',
    '😀',
    'ж',
  );
  const texts = fc.array(character, { maxLength: 400 }).map((characters) => characters.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const cheaper = cheaperSpelling(text);
      if (!cheaper) return;
      const { encoding, parts } = segment(cheaper.text);
      expect({ encoding, parts: parts.length }).toEqual({ encoding: 'GSM-7', parts: cheaper.parts });
      expect(cheaper.savedParts).toBe(segment(text).parts.length - parts.length);
      expect(cheaper.savedParts).toBeGreaterThan(0);
      expect(cheaperSpelling(cheaper.text)).toBeUndefined();
    }),
  );
});
