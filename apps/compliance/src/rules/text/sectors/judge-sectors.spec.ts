import fc from 'fast-check';
import { readCases } from '@stopsms/text-reader/training';
import { shippedPack } from '../../fixtures/packs';
import { SECTORS } from '../../packs/rule-pack';
import { judgeSectors } from './judge-sectors';
import { sectorsIn } from './sectors-in';

test.each([
  ['cpf', 'Formez-vous avec votre CPF'],
  ['cpf', 'Utilisez votre compte formation avant le 31/12'],
  ['home-energy', 'Pompe à chaleur : aides jusqu’à 9 000 EUR'],
  ['home-energy', 'Isolation des combles à 1 EUR'],
  ['home-energy', 'MaPrimeRénov’ change, profitez-en'],
  ['home-energy', 'Panneaux solaires posés en une journée'],
  ['home-adaptation', 'Remplacez votre baignoire par une douche'],
  ['home-adaptation', 'Monte-escalier : -20%'],
  ['alcohol', 'Foire aux vins : -30%'],
  ['alcohol', 'Happy hour until 8pm'],
  ['tobacco', 'E-liquides : 3 achetés, 1 offert'],
  ['gambling', 'Pariez sur le match de ce soir'],
  ['gambling', '100 free spins tonight'],
  ['health', 'Complément alimentaire minceur à 19 EUR'],
  ['credit', 'Prêt perso à 2,9%'],
  ['credit', 'Crédit Ardel : 10 000 EUR à 2,9% sur votre compte'],
  ['adult', 'Sextoys à -50%'],
] as const)('recognises an advert for %s: "%s"', (sector, text) => {
  expect(sectorsIn(text).map((found) => found.sector)).toContain(sector);
});

test.each([
  'Tavan : destockage, 12 rue Neuve 75002 Paris',
  "Crédit d'impôt : votre reçu est en ligne",
  'Divin : -20% sur les macarons',
  'Pharmacie du Pont : crèmes solaires à -20%',
  'Ardel: earn 3% on your savings until March',
  'Cidre sans rival : non, jus de pomme à 2 EUR',
  'Vélos VAE à -20% samedi',
  'Sac tote offert dès 30 EUR',
  'Anglais : cours 100% en ligne dès 9 EUR',
  'Rester chez soi, commander une pizza',
  'T3 avec balcon, DPE C, 210 000 EUR',
  "L'apéritif est offert ce soir",
  'Loterie : non. Soldes : oui, chez Lorane',
])('an everyday word is not a sector: "%s"', (text) => {
  expect(sectorsIn(text)).toEqual([]);
});

test('can recognise each sector of the packs', () => {
  expect(new Set(SECTORS).size).toBe(SECTORS.length);
  expect(Object.keys(shippedPack('FR').sectors).sort()).toEqual([...SECTORS].sort());
});

test.each([
  ['FR', 'Formez-vous avec votre CPF', undefined, 'SECTOR_BANNED'],
  ['MQ', 'Pompe à chaleur à 1 EUR', undefined, 'SECTOR_BANNED'],
  ['FR', 'Pompe à chaleur : votre contrat évolue', 'C-221', undefined],
  ['FR', 'Poker ce soir', undefined, 'SECTOR_NEEDS_PACK'],
  ['FR', 'Poker ce soir', 'C-221', 'SECTOR_NEEDS_PACK'],
  ['GB', 'Poker tonight', undefined, 'SECTOR_NEEDS_PACK'],
  ['GB', 'Solaire chez vous dès 1 EUR', undefined, undefined],
  ['FR', 'Casques à 29 EUR', undefined, undefined],
])('to %s, "%s" with contract %s → %s', (region, text, contract, code) => {
  const codes = judgeSectors(text, shippedPack(region), contract).map((reason) => reason.code);
  expect(codes).toEqual(code === undefined ? [] : [code]);
});

test('assigns no accepted advert of the corpus to another sector', () => {
  const rows = readCases<'text' | 'declared' | 'verdict'>('outgoing-texts.tsv');
  const adverts = rows.filter(({ declared, verdict }) => declared === 'marketing' && verdict === 'accept');
  expect(adverts.filter(({ text }) => sectorsIn(text).length > 0)).toEqual([]);
});

test.each([
  ['Vos droits dorment : formez-vous sans rien payer', 'cpf'],
  ["Remplacez vos radiateurs, l'État paie 80 %", 'home-energy'],
  ['Votre toiture peut produire du courant', 'home-energy'],
  ["Une salle d'eau sûre pour vos 70 ans", 'home-adaptation'],
  ['Pinte à 3 EUR de 18h à 20h', 'alcohol'],
  ['Cote à 4,50 ce soir', 'gambling'],
  ['500 EUR avant la paie, réponse en 5 min', 'credit'],
  ['Un sourire plus blanc en une séance', 'health'],
])('finds a sector without its usual word: "%s" is %s', (text, sector) => {
  expect(sectorsIn(text).map((found) => found.sector)).toContain(sector);
});

test('processes any text of 2,000 characters at once', () => {
  const piece = fc.constantFrom(
    'toit ',
    'formation ',
    'eur ',
    '500 ',
    'facture ',
    'salle de bain ',
    'credit ',
    'a',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      // An expression that runs away would not end within the test's time.
      expect(Array.isArray(sectorsIn(pieces.join('').repeat(2_000).slice(0, 2_000)))).toBe(true);
    }),
  );
});
