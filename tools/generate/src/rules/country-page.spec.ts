import { join } from 'node:path';
import { countryPage } from './country-page';
import { table } from './markdown';
import { type PackText, PACKS, readPacks } from './read-packs';
import { rulesIndex } from './rules-index';

let packs: PackText[];
beforeAll(async () => {
  packs = await readPacks(join(__dirname, '../../../..', PACKS));
});

test('the page of a country names every pack, source, key, basis and region of it', () => {
  for (const country of new Set(packs.map((pack) => pack.country))) {
    const own = packs.filter((pack) => pack.country === country);
    const page = countryPage(own);
    for (const pack of own) {
      const { sources, configuration, consent, regions, sectors } = pack;
      expect(page).toContain(`## ${country}@${pack.version}`);
      expect(page).toContain(pack.hash);
      for (const [name, { title, checked }] of Object.entries(sources))
        expect(page).toContain(`| ${name} | ${title} | ${checked} |`);
      for (const name of Object.keys({ ...regions, ...sectors })) expect(page).toContain(`| ${name}`);
      for (const key of Object.keys(configuration)) expect(page).toContain(`\`${key}\``);
      expect(page).toMatch(new RegExp(`it counts for ${consent.expiry_years} years? after`));
    }
    expect(page).not.toMatch(/undefined|\[object|\[\?\]/);
  }
});

test('the latest pack comes first, with its dates by the clock of the country', () => {
  const page = countryPage(packs.filter(({ country }) => country === 'FR'));
  const order = [...page.matchAll(/^## (FR@\S+)/gm)].map(([, name]) => name);
  expect(order).toEqual(['FR@2026.1', 'FR@2025.1', 'FR@2024.1']);
  expect(page).toContain('In force from 2026-03-01 00:00 (Europe/Paris; 2026-02-28T23:00:00Z) until it is replaced');
  expect(page).toContain('| `FR.window.sunday` | Sundays are tolerated by the charter, not recommended | closed |');
});

test('the index has a row for each pack', () => {
  const byCountry = new Map(packs.map(({ country }) => [country, packs.filter((pack) => pack.country === country)]));
  const rows = rulesIndex(byCountry)
    .split('\n')
    .filter((line) => /\| (?:active|draft) +\|/.test(line));
  expect(rows).toHaveLength(packs.length);
});

test('escapes text that would end its cell', () => {
  expect(table(['a'], [['x|y']])).toBe('| a |\n| --- |\n| x\\|y |');
});
