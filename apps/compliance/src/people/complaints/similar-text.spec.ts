import { distance } from 'fastest-levenshtein';
import fc from 'fast-check';
import { comparableText } from '@stopsms/kernel';
import { isSimilar } from './similar-text';

const SENT = 'ACME : -20% sur la déco jusqu’à samedi 19h, 36 magasins. STOP 36034';
const isLike = (complained: string): boolean => isSimilar(comparableText(complained), comparableText(SENT));

test.each([
  ['word for word', SENT],
  ['with other figures', 'ACME : -55% sur la déco jusqu’à samedi 08h, 99 magasins. STOP 36180'],
  ['in full-width digits', SENT.replaceAll('3', '３').replaceAll('6', '６')],
  ['with a few characters lost', SENT.replaceAll('é', '?').replaceAll('’', "'")],
  ['with a word before it', `Recu: ${SENT}`],
])('a text %s counts as the same', (_, text) => {
  expect(isLike(text)).toBe(true);
});

test.each([
  ['of another shop', 'Bricolis : -20% sur le jardin tout le mois de mai. STOP 36034'],
  ['of which half is missing', SENT.slice(0, 34)],
  ['with another sentence', `${SENT} Je n’ai jamais demandé cela.`],
  ['that is empty', ''],
])('a text %s counts as another', (_, text) => {
  expect(isLike(text)).toBe(false);
});

test('two empty texts are not similar', () => {
  expect(isSimilar('', '')).toBe(false);
});

test.each([
  [20, 3, true],
  [20, 4, false],
  [100, 15, true],
  [100, 16, false],
])('of %i characters, %i differ: %s', (length, others, expected) => {
  expect(isSimilar('a'.repeat(length), 'a'.repeat(length - others) + 'b'.repeat(others))).toBe(expected);
});

test('similarity is one minus the distance over the longer text, in either order', () => {
  const short = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', '0') });
  fc.assert(
    fc.property(short, short, (one, other) => {
      const expected = 1 - distance(one, other) / Math.max(one.length, other.length) >= 0.85 - 1e-12;
      expect(isSimilar(one, other)).toBe(expected);
      expect(isSimilar(other, one)).toBe(expected);
    }),
  );
});
