import { type Result, ok, refused, storableText } from '@stopsms/kernel';
import { type ColumnKind, columnKind } from './consents/denials.rule';

// Columns are known by their names, whatever their case, order and accents, in English or as French spreadsheets head them.
// French CRMs often export a landline as `telephone` and a mobile as `portable` in one file: the name that promises a mobile
// wins, the other is an attribute like any other.

/** Names of a column of phone numbers, as words without those in CHANGES_NOTHING. */
const PHONE_NAMES = [
  ...['phone', 'mobile', 'portable', 'gsm', 'msisdn', 'mobile phone', 'telephone mobile', 'telephone portable'],
  ...['tel mobile', 'tel portable', 'mobile tel', 'cellulaire', 'telephone', 'tel'],
  // In a file that heads no column better.
  'numero',
];
/** `Date de consentement`, `consent_at`, `Origine opt-in`: one of these words beside one for the consent itself. */
const CONSENT_WORDS: Record<string, Exclude<Part, 'phone'>> = {
  ...{ at: 'consentAt', date: 'consentAt' },
  ...{ source: 'consentSource', origine: 'consentSource', provenance: 'consentSource', canal: 'consentSource' },
  ...{ mode: 'consentSource', moyen: 'consentSource', lieu: 'consentSource' },
  ...{ wording: 'consentWording', text: 'consentWording', texte: 'consentWording', mention: 'consentWording' },
  ...{ libelle: 'consentWording', formulation: 'consentWording', formule: 'consentWording' },
  ...{ state: 'consentState', status: 'consentState', statut: 'consentState', etat: 'consentState' },
};
const CONSENT = new Set(['consent', 'consentement', 'optin']);
/** Words of a column's name that do not change its meaning: `N° de téléphone`, `Date et heure du consentement SMS`. */
const CHANGES_NOTHING = new Set([
  ...['de', 'du', 'des', 'd', 'la', 'le', 'l', 'et', 'au', 'of', 'the'],
  ...['n', 'no', 'numero', 'number', 'sms', 'heure', 'time', 'recueil'],
]);
export const MAX_NAME_LENGTH = 100;

/** Parts of a contact that a column of the file may hold. */
export const PARTS = ['phone', 'consentAt', 'consentSource', 'consentWording', 'consentState'] as const;
export type Part = (typeof PARTS)[number];

/** Position of each value in a row. */
export interface ContactColumns extends Record<Part, number | undefined> {
  phone: number;
  /** Every other column: the value of `{{name}}` in a campaign's text. */
  attributes: { name: string; index: number }[];
  /** Kind of each column that may deny the consent of its row; undefined for one that holds a part. */
  kinds: (ColumnKind | undefined)[];
}

export interface ColumnsRefusal {
  code: 'CSV_NO_PHONE_COLUMN' | 'COLUMN_TWICE' | 'COLUMN_UNKNOWN';
  detail: string;
  /** Their names, quoted. */
  more: { columns: string[] };
}

/** A column's name as it is looked up: outer space, case and how accents are stored do not count. It can be stored as it is. */
export const columnName = (written: string): string =>
  storableText(written.trim().toLowerCase().normalize('NFC').slice(0, MAX_NAME_LENGTH));

/**
 * @param headers - as written in the file's first line
 * @param chosen - columns by name, of which nothing is guessed; a column chosen for one part is no other part
 */
export function readColumns(
  headers: readonly string[],
  chosen: Partial<Record<Part, string>> = {},
): Result<ContactColumns, ColumnsRefusal> {
  const names = headers.map(columnName);
  const written = headers.map((header) => header.trim());
  const found = findChosen(headers, names, chosen);
  if (!found.ok) return found;
  const isChosen = new Set(found.value.values());
  const plain = names.map((name, index) => (isChosen.has(index) ? [] : wordsOf(name)));
  const called = plain.map((words, index) => (isChosen.has(index) ? '' : phoneName(words, names[index] ?? '')));
  const phone = found.value.get('phone') ?? PHONE_NAMES.map((name) => called.indexOf(name)).find((index) => index >= 0);
  if (phone === undefined) {
    return refused({
      code: 'CSV_NO_PHONE_COLUMN',
      detail: `No column is named phone or téléphone. Columns found: ${listed(written)}. Name the column of mobile numbers "phone", and separate columns by a comma, a semicolon or a tab.`,
      more: { columns: quoted(written) },
    });
  }
  const parts = plain.map((words) => {
    const part = consentPart(words);
    return part !== undefined && found.value.has(part) ? undefined : part;
  });
  for (const [part, index] of found.value) if (part !== 'phone') parts[index] = part;
  const isGuessed = !found.value.has('phone');
  const isPhone = (index: number) => index === phone || (isGuessed && called[index] === called[phone]);
  const meaning = names.map((name, index) => parts[index] ?? (isPhone(index) ? 'phone' : name));
  const twice = namedTwice(headers, meaning);
  if (twice) return refused(twice);
  const of = (part: Exclude<Part, 'phone'>) => optional(parts.indexOf(part));
  const [consentAt, consentSource, consentWording] = [of('consentAt'), of('consentSource'), of('consentWording')];
  const consentState = of('consentState');
  const taken = new Set([phone, consentAt, consentSource, consentWording, consentState]);
  const attributes = names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => name !== '' && !taken.has(index));
  const kinds = headers.map((header, index) => (taken.has(index) ? undefined : columnKind(header)));
  return ok({ phone, consentAt, consentSource, consentWording, consentState, attributes, kinds });
}

/** Column without a yes in which a row is no consent: that of the state, else the first mark like `Optin`. */
export const columnOfAgreement = ({ consentState, kinds }: ContactColumns): number | undefined =>
  consentState ?? optional(kinds.indexOf('consent'));

/** Positions of the columns that the sender names; case and outer space do not count. */
function findChosen(
  headers: readonly string[],
  names: string[],
  chosen: Partial<Record<Part, string>>,
): Result<Map<Part, number>, ColumnsRefusal> {
  const found = new Map<Part, number>();
  for (const part of PARTS) {
    const wanted = chosen[part];
    if (wanted === undefined) continue;
    const index = names.indexOf(columnName(wanted));
    if (index < 0) return refused(columnUnknown(names, part));
    if (names.indexOf(columnName(wanted), index + 1) >= 0) {
      return refused(columnTwice(headers, index, names.indexOf(columnName(wanted), index + 1)));
    }
    if ([...found.values()].includes(index)) return refused(chosenTwice(names[index] ?? ''));
    found.set(part, index);
  }
  return ok(found);
}

const chosenTwice = (name: string): ColumnsRefusal => ({
  code: 'COLUMN_TWICE',
  detail: `${listed([name])} is given for two parts of a contact. Give another column for one of them, or none.`,
  more: { columns: quoted([name]) },
});

const columnUnknown = (names: string[], part: Part): ColumnsRefusal => ({
  code: 'COLUMN_UNKNOWN',
  detail: `The file has no column with the name that ${part}Column gives. Columns found: ${listed(names)}. Give one of them.`,
  more: { columns: quoted(names) },
});

/** `numero` for a column that is headed by nothing else, as `Numéro` or `Numéro SMS`; `N°` may count rows. */
const phoneName = (words: string[], name: string): string =>
  words.length === 0 && /num[eé]ro|number/.test(name) ? 'numero' : words.join(' ');

/**
 * Two columns for one thing: which of them is meant, nobody knows, and the other would be dropped without a word.
 * @param meaning - of each column; empty for one without a name
 */
function namedTwice(headers: readonly string[], meaning: string[]): ColumnsRefusal | undefined {
  const first = new Map<string, number>();
  for (const [index, means] of meaning.entries()) {
    const before = first.get(means);
    if (means !== '' && before !== undefined) return columnTwice(headers, before, index);
    first.set(means, index);
  }
  return undefined;
}

function columnTwice(headers: readonly string[], before: number, index: number): ColumnsRefusal {
  const column = (n: number) => `${listed([headers[n]?.trim() ?? ''])} (column ${n + 1})`;
  return {
    code: 'COLUMN_TWICE',
    detail: `${column(before)} and ${column(index)} have the same meaning, and only one can be used. Rename or remove one.`,
    more: { columns: quoted([before, index].map((n) => headers[n]?.trim() ?? '')) },
  };
}

/** `Date d’opt-in` is `date`, `optin`. */
function wordsOf(name: string): string[] {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/opt[\s_-]in/g, 'optin');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !CHANGES_NOTHING.has(word));
}

function consentPart(words: string[]) {
  const [part, ...more] = words.filter((word) => !CONSENT.has(word));
  const isOfConsent =
    words.length === 2 && more.length === 0 && part !== undefined && Object.hasOwn(CONSENT_WORDS, part);
  return isOfConsent ? CONSENT_WORDS[part] : undefined;
}

const optional = (index: number): number | undefined => (index < 0 ? undefined : index);

/** Names alone: a file without a header line has data there, so digits are not repeated. */
const listed = (names: string[]): string => quoted(names).join(', ').slice(0, 500);

/** Names that a message lists; nobody reads more. */
const MAX_NAMED = 30;
const quoted = (names: string[]): string[] => names.slice(0, MAX_NAMED).map((name) => `"${shownName(name)}"`);

/** Header as an answer may show it. */
export const shownName = (name: string): string => name.replace(/\d{4,}/g, '…');
