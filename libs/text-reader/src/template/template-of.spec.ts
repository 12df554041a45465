import fc from 'fast-check';
import { templateOf } from './template-of';

const SAME: [string, ...string[]][] = [
  [
    'bonjour {name}, votre commande {number} de {number} eur est prete',
    'Bonjour Marie, votre commande 4521 de 49,90 EUR est prête',
    'Bonjour Jean-Pierre N’Diaye, votre commande 7 de 1 249 EUR est prête',
    'Bonjour Mme Durand, votre commande 70214 de 12 EUR est prête',
    'Bonjour M. de La Tour, votre commande AB-123-CD de 5,00 EUR est prête',
    'bonjour Marie, votre commande 4521 de 49,90 EUR est prête',
  ],
  [
    'votre rendez-vous avec {name} est confirme le {number} a {number}',
    'Votre rendez-vous avec Sophie est confirmé le mardi 12 mars 2026 à 9h40',
    'Votre rendez-vous avec Dr Leroy est confirmé le 12/03 à 14:00',
    'Votre rendez-vous avec Marie Curie est confirmé le 3 avril à 9h',
  ],
  [
    'your parcel {number} is at {name}: {link s.example.fr}',
    'Your parcel 6A12345678901 is at Baker: https://s.example.fr/Ab3dE9xK12z',
    'Your parcel 77 is at Tom Smith: https://s.example.fr/?x=9&y=#z',
  ],
  ['{name}, votre voiture est prete', 'Inès, votre voiture est prête', 'Paul Martin, votre voiture est prête'],
  ['garage : {name}, votre voiture est prete', 'Garage : Inès, votre voiture est prête'],
  [
    'ecrivez-nous a {address mairie.fr} avant {number}',
    'Écrivez-nous à a.b@mairie.fr avant lundi',
    'Écrivez-nous à etat+civil@mairie.fr avant 12h',
  ],
];

test.each(SAME.flatMap(([template, ...texts]) => texts.map((text) => [text, template] as const)))(
  '%s',
  (text, template) => {
    expect(templateOf(text)).toBe(template);
  },
);

test.each([
  { it: 'only slots', text: '4521 12/03 9h40' },
  { it: 'only a name and a date', text: 'Bonjour Marie, mardi 12 mars' },
  { it: 'two words beside its slots', text: 'Code Lorane 4521' },
  { it: 'names for the most part', text: 'Avec Marie de Paul chez Jean par Luc pour Léa avec Tom chez Max' },
  { it: 'nothing', text: '' },
  { it: 'one letter, two thousand times', text: 'a'.repeat(2_000) },
  { it: 'combining marks', text: '\u0301'.repeat(2_000) },
  { it: 'more than any text that is accepted', text: 'votre colis est là '.repeat(200) },
])('a text of $it has no template', ({ text }) => {
  expect(templateOf(text)).toBeUndefined();
});

test.each([
  { it: 'another host', one: 'Votre avis est ici : https://a.fr/1', other: 'Votre avis est ici : https://b.fr/1' },
  { it: 'another domain', one: 'Écrivez à nous sur a@a.fr', other: 'Écrivez à nous sur a@b.fr' },
  { it: 'a word more', one: 'Votre colis 12 est arrivé', other: 'Votre colis 12 est arrivé ici' },
  { it: 'a minus before a percentage', one: 'Votre batterie est à 20%', other: 'Votre batterie est à -20%' },
  { it: 'a currency', one: 'Votre solde est de 20 EUR', other: 'Votre solde est de 20 USD' },
  {
    it: 'a name where none is expected',
    one: 'Votre colis est arrivé Marie',
    other: 'Votre colis est arrivé Paul',
  },
  {
    it: 'a noun instead of a name',
    one: 'Votre colis est chez Marie',
    other: 'Votre colis est chez vous',
  },
  {
    it: 'more than a name instead of it',
    one: 'Bonjour Marie, votre colis est là',
    other: 'Bonjour Vente Flash Tapis Samedi, votre colis est là',
  },
  {
    it: 'a sentence glued with hyphens instead of a name',
    one: 'Bonjour Marie, votre colis est là',
    other: 'Bonjour Venez-samedi-en-boutique-pour-les-tapis, votre colis est là',
  },
  {
    it: 'words written with digits instead of a code',
    one: 'Votre colis AB12 est arrivé',
    other: 'Votre colis r3ducti0nsam3di est arrivé',
  },
  {
    it: 'a slot that the text writes itself',
    one: 'Votre colis 12 est bien arrivé',
    other: 'Votre colis {number} est bien arrivé',
  },
])('$it makes another template', ({ one, other }) => {
  expect(templateOf(one)).toBeDefined();
  expect(templateOf(other)).not.toBe(templateOf(one));
});

const name = fc
  .tuple(
    fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZÉÈÎ'),
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèîç'), minLength: 1, maxLength: 15 }),
  )
  .map(([first, rest]) => first + rest);

test('texts of one template stay one, whatever numbers and names they contain', () => {
  const amount = fc.double({ min: 0, max: 99_999, noNaN: true }).map((value) => value.toFixed(2).replace('.', ','));
  const text = (who: string, number: number, much: string): string =>
    `Bonjour ${who}, votre facture ${number} de ${much} EUR est disponible`;
  fc.assert(
    fc.property(name, fc.nat(), amount, (who, number, much) => {
      expect(templateOf(text(who, number, much))).toBe(templateOf(text('Marie', 1, '1,00')));
    }),
  );
});

const sentences = fc
  .array(
    fc.constantFrom(...`Bonjour Marie votre colis 12 9h40 AB-1 mardi , . : - ' M. de avec à https://a.fr/1`.split(' ')),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(' '));
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  sentences,
);

test('other digits make no other template', () => {
  fc.assert(
    fc.property(sentences, (text) => {
      expect(templateOf(text.replace(/\d/g, '7'))).toBe(templateOf(text));
    }),
    { numRuns: 1_000 },
  );
});

test('any text is read, and a template is longer than its text by its slots alone', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect((templateOf(text) ?? '').length).toBeLessThanOrEqual(12 * text.normalize('NFKC').length);
    }),
  );
});

test('accents, case and invisible signs of the fixed words make no other template', () => {
  expect(templateOf('VOTRE colis 12 est arrive\u200b')).toBe(templateOf('Votre colis 77 est arrivé'));
});

test('the longest text is read, whatever its signs', () => {
  // An expression that runs away would not end within the test's time.
  for (const sign of ['A-', "d'A", '1 ', '1-', 'M. ', ':A', '{', '\u05d0 ', 'http://a.', 'a@a.', 'A de '])
    expect(() => templateOf(sign.repeat(2_000 / sign.length))).not.toThrow();
});
