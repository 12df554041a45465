import { lexiconOf } from './country-languages';
import { any } from './languages/any';
import { creole } from './languages/creole';
import { de } from './languages/de';
import { en } from './languages/en';
import { es } from './languages/es';
import { fr } from './languages/fr';
import { gsw } from './languages/gsw';
import { it as italian } from './languages/it';
import { lb } from './languages/lb';
import { nl } from './languages/nl';
import * as elsewhere from './languages/set-phrases/elsewhere';
import * as iberia from './languages/set-phrases/iberia';
import * as regions from './languages/set-phrases/regions';
import { compileLexicon, roleOf } from './lexicon';
import { fold } from './normalise';
import type { Language } from './role';

const LANGUAGES: readonly [string, Language][] = [
  ['any', any],
  ['Creole', creole],
  ['Luxembourgish', lb],
  ['Swiss German', gsw],
  ['German', de],
  ['English', en],
  ['Spanish', es],
  ['French', fr],
  ['Italian', italian],
  ['Dutch', nl],
  ...Object.entries({ ...elsewhere, ...iberia, ...regions }),
];

describe.each(LANGUAGES)('the words of %s', (_, language) => {
  const words = Object.entries(language.words).flatMap(([role, list]) =>
    list
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => [word, role] as const),
  );

  test('each stand under one role', () => {
    const twice = words.filter(([word], at) => words.findIndex(([other]) => other === word) !== at);
    expect(twice).toEqual([]);
  });

  test('are lower case, and accented only where a plain spelling means something else', () => {
    const odd = words.filter(
      ([word]) =>
        word !== word.toLowerCase() ||
        (word !== fold(word) &&
          !words.some(([other]) => other === fold(word)) &&
          roleOf(compileLexicon([language], [], language), fold(word), fold(word)) === undefined),
    );
    expect(odd.map(([word]) => word)).toEqual([]);
  });

  test('make phrases of two to seven slots, written without accents but where Language says', () => {
    const slots = Object.values(language.phrases).flatMap((list) =>
      list.split(';').map((phrase) => phrase.trim().split(' ').length),
    );
    expect(slots.filter((count) => count > 7)).toEqual([]);
  });
});

test('the languages of a country come before the others', () => {
  expect(roleOf(lexiconOf('DE'), 'will', 'will')).toBe('want');
  expect(roleOf(lexiconOf('GB'), 'will', 'will')).toBe('can');
});

test('an accent separates a past tense from a request', () => {
  expect(roleOf(lexiconOf('FR'), 'arrete', 'arrêté')).toBe('ceased');
  expect(roleOf(lexiconOf('FR'), 'arrete', 'arrête')).toBe('cease');
});

test('short foreign words are not read: German "tot" is "early" in a French text', () => {
  expect(roleOf(lexiconOf('FR'), 'tot', 'tôt')).toBeUndefined();
});
