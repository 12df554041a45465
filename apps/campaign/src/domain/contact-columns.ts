import { type Result, ok, refused } from '@stopsms/kernel';

// Columns are known by their names, whatever their case and order. French CRMs often export a landline as `telephone` and
// a mobile as `portable` in one file: the name that promises a mobile wins, the other is an attribute like any other.

const PHONE_NAMES = ['phone', 'mobile', 'portable', 'telephone'];
const LONGEST_NAME = 100;

/** Where each value of a row lies. */
export interface ContactColumns {
  phone: number;
  consentAt: number | undefined;
  consentSource: number | undefined;
  consentWording: number | undefined;
  /** Every other column: what `{{name}}` in a campaign's text stands for. */
  attributes: { name: string; index: number }[];
}

export interface NoPhoneColumn {
  code: 'CSV_NO_PHONE_COLUMN';
  detail: string;
}

/** A column's name as it is looked up: outer space and case do not count. */
export const columnName = (written: string): string => written.trim().toLowerCase().slice(0, LONGEST_NAME);

/** @param headers - as written in the file's first line */
export function readColumns(headers: readonly string[]): Result<ContactColumns, NoPhoneColumn> {
  const names = headers.map(columnName);
  const plain = names.map((name) => name.normalize('NFD').replace(/\p{M}/gu, ''));
  const phone = PHONE_NAMES.map((name) => plain.indexOf(name)).find((index) => index >= 0);
  if (phone === undefined) {
    return refused({
      code: 'CSV_NO_PHONE_COLUMN',
      detail: `No column is named phone. Columns found: ${found(names)}. Name the column of mobile numbers "phone", and separate columns by a comma, a semicolon or a tab.`,
    });
  }
  const [consentAt, consentSource, consentWording] = ['consent_at', 'consent_source', 'consent_wording'].map((name) =>
    optional(plain.indexOf(name)),
  );
  const taken = new Set([phone, consentAt, consentSource, consentWording]);
  const attributes = names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => name !== '' && !taken.has(index));
  return ok({ phone, consentAt, consentSource, consentWording, attributes });
}

const optional = (index: number): number | undefined => (index < 0 ? undefined : index);

/** Names alone: a file without a header line has data there, so digits are not repeated. */
const found = (names: string[]): string =>
  names
    .map((name) => `"${name.replace(/\d{4,}/g, '…')}"`)
    .join(', ')
    .slice(0, 500);
