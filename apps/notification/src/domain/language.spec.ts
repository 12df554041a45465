import { languageOf } from './language';

test.each(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF', 'PM', 'NC', 'PF', 'WF', 'MC', 'BE', 'CH', 'LU'])(
  'people in %s are answered in French',
  (region) => {
    expect(languageOf(region)).toBe('fr');
  },
);

test.each(['GB', 'US', 'DE', 'ES', 'fr', '', undefined])('people in %s are answered in English', (region) => {
  expect(languageOf(region)).toBe('en');
});
