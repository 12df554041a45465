import { segment } from '@stopsms/kernel';
import * as fc from 'fast-check';
import { publisherText } from './publisher-text';

test.each([
  ['fr', ['ACME SAS'], 'SMS édité par ACME SAS. Pour ne plus en recevoir : STOP'],
  ['en', ['ACME Ltd'], 'Texts sent by ACME Ltd. Reply STOP to opt out.'],
  ['fr', ['Exemple S.A.'], 'SMS édité par Exemple S.A. Pour ne plus en recevoir : STOP'],
  ['fr', ['A SAS', 'B SARL'], 'SMS édités par A SAS et B SARL. Pour ne plus en recevoir : STOP'],
  ['en', ['A', 'B', 'A', 'C'], 'Texts sent by A, B and C. Reply STOP to opt out.'],
  ['fr', [' ', ''], 'Ce numéro sert à plusieurs annonceurs. Pour ne plus recevoir leurs SMS publicitaires : STOP'],
  ['en', [], 'Several companies send texts from this number. Reply STOP to opt out of their marketing texts.'],
] as const)('in %s, %j is told as "%s"', (lang, names, text) => {
  expect(publisherText(lang, names)).toBe(text);
});

test('a legal name is spelt as it is, even where that takes UCS-2', () => {
  const text = publisherText('fr', ['Crêperie Dupont SARL']);
  expect(text).toBe('SMS édité par Crêperie Dupont SARL. Pour ne plus en recevoir : STOP');
  expect(segment(text)).toMatchObject({ encoding: 'UCS-2', parts: [text] });
});

test('of many names, as many are told as two parts hold, and the others are counted', () => {
  const names = Array.from({ length: 40 }, (_, n) => `Annonceur numero ${n + 1} SAS`);
  const text = publisherText('fr', names);
  expect(text).toMatch(/^SMS édités par Annonceur numero 1 SAS, .* et \d+ autres\. Pour ne plus en recevoir : STOP$/);
  const told = text.split('Annonceur').length - 1;
  expect(text).toContain(`et ${40 - told} autres`);
  expect(segment(text).parts).toHaveLength(2);
});

test('a single name too long to be told is not cut', () => {
  expect(publisherText('en', ['x'.repeat(400)])).toMatch(/^Several companies/);
});

test('whatever the names, the answer is at most two parts and says how to stop', () => {
  const names = fc.array(fc.string({ unit: 'binary', maxLength: 120 }), { maxLength: 12 });
  fc.assert(
    fc.property(names, fc.constantFrom('fr', 'en'), (legalNames, lang) => {
      const text = publisherText(lang, legalNames);
      return segment(text).parts.length <= 2 && text.includes('STOP');
    }),
  );
});
