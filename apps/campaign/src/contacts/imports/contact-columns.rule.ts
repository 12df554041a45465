import { type Result, ok, refused } from '@stopsms/kernel';
import { storableText } from '../../http-parts/storable-text.rule';

// Columns are known by their names, whatever their case, order and accents, in English or as French spreadsheets head them.
// French CRMs often export a landline as `telephone` and a mobile as `portable` in one file: the name that promises a mobile
// wins, the other is an attribute like any other.

/** In words, without those that change nothing. */
const PHONE_NAMES = [
  ...['phone', 'mobile', 'portable', 'gsm', 'msisdn', 'mobile phone', 'telephone mobile', 'telephone portable'],
  ...['tel mobile', 'tel portable', 'mobile tel', 'cellulaire', 'telephone', 'tel'],
  // In a file that heads no column better.
  'numero',
];
/** `Date de consentement`, `consent_at`, `Origine opt-in`: one of these words beside one for the consent itself. */
const CONSENT_WORDS: Record<string, 'consentAt' | 'consentSource' | 'consentWording'> = {
  ...{ at: 'consentAt', date: 'consentAt' },
  ...{ source: 'consentSource', origine: 'consentSource', provenance: 'consentSource', canal: 'consentSource' },
  ...{ mode: 'consentSource', moyen: 'consentSource', lieu: 'consentSource' },
  ...{ wording: 'consentWording', text: 'consentWording', texte: 'consentWording', mention: 'consentWording' },
  ...{ libelle: 'consentWording', formulation: 'consentWording', formule: 'consentWording' },
};
const CONSENT = new Set(['consent', 'consentement', 'optin']);
/** As in `N° de téléphone`, `Date et heure du consentement SMS`. */
const CHANGES_NOTHING = new Set([
  ...['de', 'du', 'des', 'd', 'la', 'le', 'l', 'et', 'au', 'of', 'the'],
  ...['n', 'no', 'numero', 'number', 'sms', 'heure', 'time', 'recueil'],
]);
const MAX_NAME_LENGTH = 100;

/** Position of each value in a row. */
export interface ContactColumns {
  phone: number;
  consentAt: number | undefined;
  consentSource: number | undefined;
  consentWording: number | undefined;
  /** Every other column: the value of `{{name}}` in a campaign's text. */
  attributes: { name: string; index: number }[];
}

export interface ColumnsRefusal {
  code: 'CSV_NO_PHONE_COLUMN' | 'COLUMN_TWICE';
  detail: string;
  /** Their names, quoted. */
  more: { columns: string[] };
}

/** A column's name as it is looked up: outer space, case and how accents are stored do not count. It can be stored as it is. */
export const columnName = (written: string): string =>
  storableText(written.trim().toLowerCase().normalize('NFC').slice(0, MAX_NAME_LENGTH));

/** @param headers - as written in the file's first line */
export function readColumns(headers: readonly string[]): Result<ContactColumns, ColumnsRefusal> {
  const names = headers.map(columnName);
  const plain = names.map(wordsOf);
  const called = plain.map((words, index) => phoneName(words, names[index] ?? ''));
  const phone = PHONE_NAMES.map((name) => called.indexOf(name)).find((index) => index >= 0);
  if (phone === undefined) {
    return refused({
      code: 'CSV_NO_PHONE_COLUMN',
      detail: `No column is named phone or téléphone. Columns found: ${found(names)}. Name the column of mobile numbers "phone", and separate columns by a comma, a semicolon or a tab.`,
      more: { columns: quoted(names) },
    });
  }
  const parts = plain.map(consentPart);
  const meaning = names.map((name, index) => parts[index] ?? (called[index] === called[phone] ? 'phone' : name));
  const twice = namedTwice(headers, meaning);
  if (twice) return refused(twice);
  const [consentAt, consentSource, consentWording] = (['consentAt', 'consentSource', 'consentWording'] as const).map(
    (part) => optional(parts.indexOf(part)),
  );
  const taken = new Set([phone, consentAt, consentSource, consentWording]);
  const attributes = names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => name !== '' && !taken.has(index));
  return ok({ phone, consentAt, consentSource, consentWording, attributes });
}

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
  const column = (n: number) => `${found([headers[n]?.trim() ?? ''])} (column ${n + 1})`;
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
const found = (names: string[]): string => quoted(names).join(', ').slice(0, 500);

/** As many as a person reads. */
const MAX_NAMED = 30;
const quoted = (names: string[]): string[] =>
  names.slice(0, MAX_NAMED).map((name) => `"${name.replace(/\d{4,}/g, '…')}"`);
