import { namesAny } from './names-advertiser';

test.each([
  { it: 'the name', text: 'Lorane : -20% samedi', names: ['Lorane'], said: true },
  { it: 'another case', text: 'Chez LORANE, -20%', names: ['Lorane'], said: true },
  { it: 'accents left out', text: 'Cafe de l Etoile : -20%', names: ['Café de l’Étoile'], said: true },
  { it: 'words run together', text: 'JardinerieDuLac : -20%', names: ['Jardinerie du Lac'], said: true },
  { it: 'words apart', text: 'Jardinerie du Lac : -20%', names: ['JardinerieDuLac'], said: true },
  { it: 'its site', text: '-20% sur jardinerie-du-lac.example', names: ['Jardinerie du Lac'], said: true },
  { it: 'one of several names', text: 'Offre de Lorane SAS', names: ['Maison Lorane', 'Lorane SAS'], said: true },
  { it: 'look-alike letters', text: 'Lоrаne : -20%', names: ['Lorane'], said: true },
  { it: 'a part of a word', text: 'Tous nos lacets à -20%', names: ['Lac'], said: false },
  { it: 'a part of the name', text: 'Du lac : -20%', names: ['Jardinerie du Lac'], said: false },
  { it: 'nothing of it', text: '-20% samedi', names: ['Lorane'], said: false },
  { it: 'a name without letters', text: '-20% samedi', names: ['!!'], said: false },
  { it: 'no name', text: '-20% samedi', names: [], said: false },
])('$it: $said', ({ text, names, said }) => expect(namesAny(text, names)).toBe(said));

test('searches a long text of short words', () => {
  // A search that runs away would not end within the test's time.
  expect(namesAny('a '.repeat(5_000), ['a'.repeat(100) + 'b'])).toBe(false);
});
