import { readCases } from '@stopsms/text-reader/training';
import { TextLanguages } from './text-languages';

// Adverts written for this in the page's six languages, 24 of each and most of them short; `-` is a text in none of them or
// in no language at all. Nothing was tuned on them.
const rows = readCases<'text' | 'language'>('advert-languages.tsv');
const SIX = new Set(['fr', 'en', 'de', 'es', 'it', 'nl']);
const ours = rows.filter(({ language }) => SIX.has(language));
const texts = new TextLanguages();

test('recognises an advert in its language, rarely in none, and hardly ever in another', async () => {
  const detected = await texts.of(new Set(rows.map(({ text }) => text)));
  const right = ours.filter(({ text, language }) => detected.get(text) === language);
  const astray = ours.filter(
    ({ text, language }) => detected.get(text) !== language && SIX.has(detected.get(text) ?? ''),
  );
  expect({
    enough: right.length / ours.length >= 0.95,
    few: astray.length / ours.length <= 0.01,
    astray,
  }).toMatchObject({
    enough: true,
    few: true,
  });
});

test('a text in an unsupported language is recognised in none', async () => {
  const others = rows.filter(({ language }) => language === '-').map(({ text }) => text);
  const detected = await texts.of(new Set(others));
  expect(others.filter((text) => SIX.has(detected.get(text) ?? ''))).toEqual([]);
});

test('a text without words has no language', async () => {
  expect(await texts.of(new Set(['', '-50% !!!', 'STOP 36180', '🎁🎁🎁', '\ud83d', '2'.repeat(5_000)]))).toEqual(
    new Map(),
  );
});

test('analyses a text once, however often it is queried', async () => {
  const { eld } = await import('eld/extrasmall');
  const detect = jest.spyOn(eld, 'detect');
  const text = 'Nur am Montag: zwei Brote kaufen, eines gratis.';
  for (let times = 0; times < 3; times += 1) expect((await texts.of(new Set([text]))).get(text)).toBe('de');
  expect(detect).toHaveBeenCalledTimes(1);
});
