import { createHash } from 'node:crypto';
import { categorise } from './categorise';
import { judge } from './judge';

const ACCOUNT = { linkHosts: [] };

/** Bytes that are the same in each run, whatever their seed. */
const bytesOf = (seed: string): Buffer => createHash('sha512').update(seed).digest();
const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS_AND_DIGITS = DIGITS + CAPITALS;
const from = (alphabet: string, bytes: Buffer, length: number, at = 0): string =>
  Array.from({ length }, (_, each) => alphabet[(bytes[at + each] ?? 0) % alphabet.length]).join('');
const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

const KINDS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  uuid: uuidOf,
  'parts of a UUID': (bytes) => uuidOf(bytes).slice(0, 13),
  hex: (bytes) => bytes.toString('hex', 0, 4 + ((bytes[63] ?? 0) % 9)),
  'hex in capitals': (bytes) => bytes.toString('hex', 0, 4).toUpperCase(),
  base32: (bytes) => from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bytes, 8 + ((bytes[63] ?? 0) % 12)),
  base64url: (bytes) => bytes.toString('base64url', 0, 6 + ((bytes[63] ?? 0) % 10)),
  ULID: (bytes) => from('0123456789ABCDEFGHJKMNPQRSTVWXYZ', bytes, 26),
  order: (bytes) => `${from(CAPITALS, bytes, 2)}-${from(DIGITS, bytes, 6, 4)}`,
  'order with letters behind': (bytes) => from(DIGITS, bytes, 3) + from('eEdDkKhH', bytes, 1, 4),
  'figures in E notation': (bytes) => `${from('123456789', bytes, 1)}e${from(DIGITS, bytes, 2, 4)}`,
  parcel: (bytes) => `${from('6789', bytes, 1)}${from(CAPITALS, bytes, 1, 2)}${from(DIGITS, bytes, 11, 4)}`,
  'parcel of the UPU': (bytes) => `${from(CAPITALS, bytes, 2)}${from(DIGITS, bytes, 9, 4)}FR`,
  plate: (bytes) => `${from(CAPITALS, bytes, 2)}-${from(DIGITS, bytes, 3, 4)}-${from(CAPITALS, bytes, 2, 8)}`,
  IBAN: (bytes) => `FR76${from(DIGITS, bytes, 23)}`,
  'IBAN in groups': (bytes) => `DE89 ${from(DIGITS, bytes, 18).replace(/(.{4})/g, '$1 ')}`,
  booking: (bytes) => from(LETTERS_AND_DIGITS, bytes, 6),
};

const SENTENCES = [
  (id: string) => `votre rendez-vous ${id} est confirme mardi a 10h`,
  (id: string) => `Votre commande ${id} est expédiée, livraison prévue jeudi.`,
  (id: string) => `Bonjour, votre colis ${id} est arrivé au point relais.`,
  (id: string) => `Rappel : réservation ${id} le 12/06 à 19h30.`,
  (id: string) => `Votre dossier ${id} est complet, nous vous répondrons sous 5 jours.`,
  (id: string) => `Your order ${id} has been shipped and arrives on Thursday.`,
  (id: string) => `Your booking ${id} is confirmed for 12 June at 10:30.`,
  (id: string) => `Your appointment ${id} is confirmed for Tuesday at 10am.`,
  (id: string) => `Ihre Bestellung ${id} wurde versandt.`,
  (id: string) => `Ihr Termin ${id} ist am Dienstag um 10 Uhr bestätigt.`,
  (id: string) => `Su pedido ${id} ha sido enviado.`,
  (id: string) => `Su cita ${id} está confirmada para el martes a las 10:00.`,
  (id: string) => `Il suo ordine ${id} è stato spedito.`,
  (id: string) => `Il suo appuntamento ${id} è confermato per martedì alle 10.`,
  (id: string) => `Uw bestelling ${id} is verzonden.`,
  (id: string) => `Uw afspraak ${id} is bevestigd voor dinsdag om 10 uur.`,
  (id: string) => `A sua encomenda ${id} foi enviada.`,
  (id: string) => `Votre véhicule ${id} est prêt, vous pouvez venir le chercher.`,
  (id: string) => `Le virement sur le compte ${id} a été effectué.`,
  (id: string) => `Comanda dumneavoastră ${id} a fost expediată.`,
  (id: string) => `Din ordre ${id} er afsendt.`,
];
const EACH = 320;

test('an identifier is no offer, whatever its letters and figures', () => {
  const rows = Object.entries(KINDS).flatMap(([kind, make]) =>
    Array.from({ length: EACH }, (_, at) => {
      const sentence = SENTENCES[at % SENTENCES.length];
      return { kind, text: sentence?.(make(bytesOf(`${kind} ${at}`))) ?? '' };
    }),
  );
  const taken = rows.flatMap(({ kind, text }) => {
    const read = categorise(text, ACCOUNT);
    const { verdict } = judge('informative', read);
    return verdict === 'accept' ? [] : [`${kind} (${verdict}, ${read.score} %): ${text}`];
  });
  expect(taken).toEqual([]);
});

test.each([
  'Votre commande 290e10ab est prête. -20% sur tout le magasin samedi',
  'Réf 7f3a-91bc : 20e offerts pour un plein de 60e, en boutique',
  '2 pour 1 sur les pizzas ce soir, code AB12CD34',
  'S0LD3S chez Untel : pr0m0 sur tout, venez vite',
  'Chez Untel, 3 achetés = 1 offert, dossier 290bdbd0-a910',
  'Profitez de 15EUR de remise dès 50EUR avec le code NOEL15',
])('an offer beside an identifier is one: %s', (text) => {
  expect(judge('informative', categorise(text, ACCOUNT)).verdict).not.toBe('accept');
});

test('evidence has the identifier as it is in the text', () => {
  const { signals } = categorise('Dossier 290bdbd0-a910 : -20% sur tout', ACCOUNT);
  expect(signals.filter(({ evidence }) => !'dossier 290bdbd0-a910 : -20% sur tout'.includes(evidence))).toEqual([]);
});
