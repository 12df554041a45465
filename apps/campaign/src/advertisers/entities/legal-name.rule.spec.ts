import fc from 'fast-check';
import { comparableLegalName } from './legal-name.rule';

const SAME = 'Lorane Équipement SAS';

test.each([
  'LORANE EQUIPEMENT',
  'lorane équipement s.a.s.',
  'Lorane-Equipement, S A S',
  'SAS Lorane Equipement',
  'Société Lorane Équipement SARL',
  'Lorane Equipement Ltd',
  'Lorane Equipement GmbH & Co. KG',
  '  Lorane\u00a0Equipement ',
  'Lorane\u200b Equi\u00adpement\ufeff SAS',
  'Lor\u0430ne Equipem\u0435nt SAS', // Cyrillic a and e
  'L\u03bfrane Equipement', // Greek omicron
  'L0rane Equ1pement',
  'Ｌｏｒａｎｅ Equipement', // full width
  'Lorane E\u0301quipement',
  '\u202eLorane Équipement',
])('%j has the same legal name', (name) => {
  expect(comparableLegalName(name)).toBe(comparableLegalName(SAME));
});

test.each(['Lorane', 'Lorane Sud SAS', 'Équipement Lorane SAS', 'Panivo SAS'])('%j has another legal name', (name) => {
  expect(comparableLegalName(name)).not.toBe(comparableLegalName(SAME));
});

test('a name that consists of a legal form only is compared as it is', () => {
  expect(comparableLegalName('SAS')).not.toBe(comparableLegalName('SARL'));
  expect(comparableLegalName('株式会社ロラン')).not.toBe('');
  expect(comparableLegalName('株式会社ロラン')).not.toBe(comparableLegalName('株式会社パニヴォ'));
});

test('case, accents, spaces, punctuation and invisible characters do not change a name', () => {
  const noise = fc.constantFrom('', '\u200b', '\u200d', '\u00ad', '\u2060', '\u0301', '\ufe0f');
  const end = fc.constantFrom('', ' SAS', ', S.A.S.', ' sarl', ' Ltd.', ' GMBH');
  const letters = fc.array(fc.tuple(fc.constantFrom(...'abcdefghklmnoprstuvwxyz'), noise, fc.boolean()), {
    minLength: 5,
    maxLength: 20,
  });
  fc.assert(
    fc.property(letters, end, (given, suffix) => {
      const plain = given.map(([letter]) => letter).join('');
      const dressed = given.map(([letter, mark, upper]) => (upper ? letter.toUpperCase() : letter) + mark).join('');
      expect(comparableLegalName(dressed + suffix)).toBe(comparableLegalName(plain));
    }),
  );
});
