import { segment } from '@stopsms/kernel';
import * as fc from 'fast-check';
import { publisherText } from './publisher-text';
import { ANSWERS, type Lang } from './language';

const LANGS = Object.keys(ANSWERS) as Lang[];

const named = (names: readonly string[]) => names.map((legalName) => ({ legalName }));

test.each([
  ['fr', ['ACME SAS'], 'SMS édité par ACME SAS. Pour ne plus en recevoir : STOP'],
  ['en', ['ACME Ltd'], 'Texts sent by ACME Ltd. Reply STOP to opt out.'],
  ['fr', ['Exemple S.A.'], 'SMS édité par Exemple S.A. Pour ne plus en recevoir : STOP'],
  ['fr', ['A SAS', 'B SARL'], 'SMS édités par A SAS et B SARL. Pour ne plus en recevoir : STOP'],
  ['en', ['A', 'B', 'A', 'C'], 'Texts sent by A, B and C. Reply STOP to opt out.'],
  ['fr', [' ', ''], 'Ce numéro sert à plusieurs annonceurs. Pour ne plus recevoir leurs SMS publicitaires : STOP'],
  ['en', [], 'Several companies send texts from this number. Reply STOP to opt out of their marketing texts.'],
] as const)('in %s, %j gives "%s"', (lang, names, text) => {
  expect(publisherText(lang, named(names))).toBe(text);
});

const ACME = { legalName: 'ACME SAS', contact: '10 rue Exemple, 75002 Paris. Tel 01 99 00 12 34' };
const NAME_ONLY = 'SMS édité par ACME SAS. Pour ne plus en recevoir : STOP';

test.each([
  {
    it: 'after the name',
    lang: 'fr' as const,
    publishers: [ACME],
    text: 'SMS édité par ACME SAS, 10 rue Exemple, 75002 Paris. Tel 01 99 00 12 34. Pour ne plus en recevoir : STOP',
  },
  {
    it: 'in English too',
    lang: 'en' as const,
    publishers: [{ legalName: 'ACME Ltd', contact: '1 Example St, London. help@acme.example' }],
    text: 'Texts sent by ACME Ltd, 1 Example St, London. help@acme.example. Reply STOP to opt out.',
  },
  {
    it: 'with its own full stop',
    lang: 'fr' as const,
    publishers: [{ legalName: 'ACME SAS', contact: '75002 Paris.' }],
    text: 'SMS édité par ACME SAS, 75002 Paris. Pour ne plus en recevoir : STOP',
  },
  {
    it: 'once, of two accounts of one entity',
    lang: 'fr' as const,
    publishers: [{ legalName: 'ACME SAS' }, { legalName: 'ACME SAS', contact: '75002 Paris' }],
    text: 'SMS édité par ACME SAS, 75002 Paris. Pour ne plus en recevoir : STOP',
  },
  {
    it: 'not of several',
    lang: 'fr' as const,
    publishers: [ACME, { legalName: 'B SARL', contact: 'Tel 01 99 00 12 35' }],
    text: 'SMS édités par ACME SAS et B SARL. Pour ne plus en recevoir : STOP',
  },
  {
    it: 'not where it would take a second part',
    lang: 'fr' as const,
    publishers: [{ ...ACME, contact: 'x'.repeat(104) }],
    text: NAME_ONLY,
  },
  {
    it: 'not where it would take UCS-2',
    lang: 'fr' as const,
    publishers: [{ ...ACME, contact: 'Forêt de Chaux' }],
    text: NAME_ONLY,
  },
  { it: 'not when it is blank', lang: 'fr' as const, publishers: [{ ...ACME, contact: ' ' }], text: NAME_ONLY },
])('a contact is given $it', ({ lang, publishers, text }) => {
  expect(publisherText(lang, publishers)).toBe(text);
});

test.each([103, 104])('a contact of %d characters is given while all of it is one part', (length) => {
  const text = publisherText('fr', [{ ...ACME, contact: 'x'.repeat(length) }]);
  expect(segment(text)).toMatchObject({ encoding: 'GSM-7', parts: [text] });
  expect(text.includes('xxx')).toBe(length === 103);
});

test('writes a legal name as it is, even if it requires UCS-2', () => {
  const text = publisherText('fr', named(['Crêperie Dupont SARL']));
  expect(text).toBe('SMS édité par Crêperie Dupont SARL. Pour ne plus en recevoir : STOP');
  expect(segment(text)).toMatchObject({ encoding: 'UCS-2', parts: [text] });
});

test('lists as many names as two segments hold, and counts the others', () => {
  const names = Array.from({ length: 40 }, (_, n) => `Annonceur numero ${n + 1} SAS`);
  const text = publisherText('fr', named(names));
  expect(text).toMatch(/^SMS édités par Annonceur numero 1 SAS, .* et \d+ autres\. Pour ne plus en recevoir : STOP$/);
  const count = text.split('Annonceur').length - 1;
  expect(text).toContain(`et ${40 - count} autres`);
  expect(segment(text).parts).toHaveLength(2);
});

test('a single name that is too long is not cut', () => {
  expect(publisherText('en', named(['x'.repeat(400)]))).toMatch(/^Several companies/);
});

test('whatever the names, the answer is at most two parts and says how to stop', () => {
  const field = fc.string({ unit: 'binary', maxLength: 120 });
  const all = fc.array(fc.record({ legalName: field, contact: field }, { requiredKeys: ['legalName'] }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(all, fc.constantFrom(...LANGS), (publishers, lang) => {
      const text = publisherText(lang, publishers);
      return segment(text).parts.length <= 2 && text.includes('STOP');
    }),
  );
});
