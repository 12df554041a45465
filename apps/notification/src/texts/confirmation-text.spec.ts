import { segment } from '@stopsms/kernel';
import * as fc from 'fast-check';
import { confirmationText } from './confirmation-text';
import { ANSWERS, type Lang } from './language';

const LANGS = Object.keys(ANSWERS) as Lang[];

test.each([
  {
    lang: 'fr',
    advertiserName: 'ACME',
    text: "ACME : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.",
    units: 76,
  },
  {
    lang: 'en',
    advertiserName: 'ACME',
    text: 'ACME: you are unsubscribed. You will receive no more marketing texts from us.',
    units: 77,
  },
  {
    lang: 'fr',
    advertiserName: undefined,
    text: "C'est noté : vous ne recevrez plus de SMS publicitaires via ce numéro. Infos : envoyez CONTACT.",
    units: 95,
  },
  {
    lang: 'en',
    advertiserName: undefined,
    text: 'You are unsubscribed. You will receive no more marketing texts from this number. Text HELP for info.',
    units: 100,
  },
] as const)('the text for $lang and $advertiserName has $units septets', ({ lang, advertiserName, ...expected }) => {
  const text = confirmationText({ lang, advertiserName, sender: '36180' });
  expect(text).toBe(expected.text);
  expect(segment(text)).toEqual({ encoding: 'GSM-7', units: expected.units, parts: [text] });
});

test('a text from a sender ID does not ask to reply to it', () => {
  expect(confirmationText({ lang: 'fr', advertiserName: 'Crêperie', sender: 'CREPERIE' })).toBe(
    "C'est noté : vous ne recevrez plus de SMS publicitaires de notre part.",
  );
});

test('a name is written on one line, without invisible or invalid characters', () => {
  const text = confirmationText({ lang: 'fr', advertiserName: ' Chez\u0000 \r\nDédé\ud83c ', sender: '36180' });
  expect(text).toMatch(/^Chez Dédé : c'est noté,/);
});

test('whatever the name, the text is one GSM-7 part', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(name, fc.constantFrom(...LANGS), fc.constantFrom('36180', 'ACME'), (advertiserName, lang, sender) => {
      const { encoding, parts } = segment(confirmationText({ lang, advertiserName, sender }));
      return encoding === 'GSM-7' && parts.length === 1;
    }),
  );
});
