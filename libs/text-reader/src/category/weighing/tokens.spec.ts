import fc from 'fast-check';
import { plainText } from '../../plain-text';
import { tokensOf } from './tokens';

const words = (text: string): string => {
  const plain = plainText(text);
  return tokensOf(plain)
    .map(({ word }) => word)
    .join(' ');
};

test.each([
  ['Votre commande 4521 est prête', 'votre commande ## est prete'],
  ['19,90 € au lieu de 25 EUR', '<money> au lieu de <money>'],
  ['-20 % dès 9h30, 12/03', '<off> des <time> <date>'],
  ['Batterie à 20%', 'batterie a <pct>'],
  ['Suivi : https://colis.example/x7K', 'suivi . <link>'],
  ['Bonjour ! Table 4.', 'bonjour ! table #'],
])('"%s" is read as "%s"', (text, expected) => {
  expect(words(text)).toBe(expected);
});

test.each([
  'Alba : -20% samedi. STOP 36180',
  'Alba : -20% samedi. STOP au 36180',
  'Alba : -20% samedi. Pour ne plus recevoir de sms : STOP 36180',
  'Alba : -20% samedi. Reply STOP to opt out',
  'Alba : -20% samedi. Abmelden: STOP an 36180',
  'Alba : -20% samedi. Desinscription : alba.example/u/x7',
])('excludes the mention: %s', (text) => {
  expect(words(text)).toBe('alba . <off> samedi');
});

test('keeps text that only resembles a mention: an offer behind STOP is read', () => {
  expect(words('Votre commande est prête stop -20% sur les vélos')).toContain('<off> sur les velos');
  expect(words('Arrêt de bus déplacé')).toBe('arret de bus deplace');
});

test('each token is in the text at its position, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const plain = plainText(text);
      let last = 0;
      for (const { word, from, to } of tokensOf(plain)) {
        expect(from).toBeGreaterThanOrEqual(last);
        if (/^\p{L}/u.test(word)) expect(plain.slice(from, to)).toBe(word);
        last = to;
      }
    }),
  );
});
