import { PAGE_LANGUAGES, isPageLanguage, likelyLanguages } from './page-language';

test.each([
  { it: 'a French number', region: 'FR', country: 'FR', likely: ['fr'] },
  { it: 'a French number and a German shop', region: 'FR', country: 'DE', likely: ['fr'] },
  { it: 'Saint-Martin', region: 'MF', country: 'FR', likely: ['fr'] },
  { it: 'a Belgian number and a Belgian shop', region: 'BE', country: 'BE', likely: ['nl', 'fr', 'de'] },
  { it: 'a Belgian number and a French shop', region: 'BE', country: 'FR', likely: ['fr'] },
  { it: 'a Swiss number and a Belgian shop', region: 'CH', country: 'BE', likely: ['de', 'fr'] },
  { it: 'a Swiss number and a Spanish shop', region: 'CH', country: 'ES', likely: ['de', 'fr', 'it'] },
  { it: 'a Portuguese number and a Polish shop', region: 'PT', country: 'PL', likely: ['pt'] },
  { it: 'a Swedish number and a Swedish shop', region: 'SE', country: 'SE', likely: ['sv'] },
  { it: 'an Austrian number and a shop of Ireland', region: 'AT', country: 'IE', likely: ['de'] },
  { it: 'a Canadian number and a shop that is gone', region: 'CA', country: undefined, likely: ['en', 'fr'] },
  {
    it: 'a Norwegian number and an Italian shop',
    region: 'NO',
    country: 'IT',
    likely: ['it', 'en', 'fr', 'de', 'es', 'nl', 'pl', 'pt', 'sv'],
  },
  {
    it: 'nobody known, at home in France',
    region: undefined,
    country: 'FR',
    likely: ['fr', 'en', 'de', 'es', 'it', 'nl', 'pl', 'pt', 'sv'],
  },
  {
    it: 'nothing known',
    region: undefined,
    country: undefined,
    likely: ['en', 'fr', 'de', 'es', 'it', 'nl', 'pl', 'pt', 'sv'],
  },
])('$it: $likely', ({ region, country, likely }) => expect(likelyLanguages(region, country)).toEqual(likely));

test('no inherited property name counts as a language', () => {
  for (const text of ['toString', '__proto__', 'FR', '', undefined, ['fr']]) expect(isPageLanguage(text)).toBe(false);
  expect(PAGE_LANGUAGES.every(isPageLanguage)).toBe(true);
});
