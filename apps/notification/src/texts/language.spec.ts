import { languageOf } from './language';

test.each(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF', 'PM', 'NC', 'PF', 'WF', 'MC', 'BE', 'CH', 'LU'])(
  'people in %s are answered in French',
  (region) => {
    expect(languageOf(region)).toBe('fr');
  },
);

test.each([
  ['DE', 'de'],
  ['AT', 'de'],
  ['PT', 'pt'],
  ['PL', 'pl'],
  ['SE', 'sv'],
])('people in %s are answered in %s', (region, lang) => expect(languageOf(region)).toBe(lang));

test.each(['GB', 'IE', 'US', 'ES', 'toString', 'fr', '', undefined])(
  'people in %s are answered in English',
  (region) => {
    expect(languageOf(region)).toBe('en');
  },
);
