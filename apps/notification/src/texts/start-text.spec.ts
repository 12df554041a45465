import { segment } from '@stopsms/kernel';
import * as fc from 'fast-check';
import { joinText, returnText } from './start-text';
import { ANSWERS, type Lang } from './language';

const LANGS = Object.keys(ANSWERS) as Lang[];

test('the text has 67 septets', () => {
  const text = returnText('fr', '36034', 'ACME');
  expect(text).toBe('ACME : vous recevrez à nouveau nos SMS. Désinscription : STOP 36034');
  expect(segment(text)).toEqual({ encoding: 'GSM-7', units: 67, parts: [text] });
});

test.each([
  ['fr', 'Crêperie', 'Vous recevrez à nouveau nos SMS. Désinscription : STOP 36034'],
  ['en', 'ACME', 'ACME: you will receive our texts again. To opt out: STOP 36034'],
  ['en', '', 'You will receive our texts again. To opt out: STOP 36034'],
] as const)('in %s, a return to "%s" gives "%s"', (lang, name, text) => {
  expect(returnText(lang, '36034', name)).toBe(text);
});

test('a START that is not granted is answered with how to join, by name if it fits', () => {
  expect(joinText('fr', 'no-consent', 'ACME')).toBe(
    "ACME : nous n'avons pas trace de votre accord. Pour recevoir nos SMS, inscrivez-vous d'abord auprès de nous. Infos : CONTACT",
  );
  expect(joinText('en', 'no-consent')).toMatch(/^We have no record of your consent\./);
  expect(joinText('en', 'ambiguous', 'ACME')).toMatch(/START followed by its name$/);
});

test('whatever the name, each text is one GSM-7 part', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(name, fc.constantFrom(...LANGS), (advertiser, lang) => {
      const texts = [
        returnText(lang, '36180', advertiser),
        joinText(lang, 'no-consent', advertiser),
        joinText(lang, 'ambiguous', advertiser),
      ];
      for (const text of texts) expect(segment(text)).toMatchObject({ encoding: 'GSM-7', parts: [text] });
    }),
  );
});
