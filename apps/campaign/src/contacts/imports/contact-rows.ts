import type { Clock, PhoneRefusal, RecipientKeys, Result } from '@stopsms/kernel';
import { ok, refused } from '@stopsms/kernel';
import type { ContactTable, TableRefusal } from './contact-table';
import { type ColumnsRefusal, columnOfAgreement, readColumns, shownName } from './contact-columns.rule';
import type { ImportOptions } from './import-options';
import { type Contact, readContact } from './read-contact.rule';
import { agreementColumnLate } from './read-ahead';
import { readRow } from './read-row.rule';
import { consentIdOf } from '../../produces/campaign.consents-collected.v1';
import type { AddressBook } from '../books/find-address-books';
import type { ContactRow } from './store-contacts';

/** One row of a file that is not blank. */
export interface RowRead {
  /** Data rows are counted from 1; the header is not one, a blank row is. */
  row: number;
  /** The same row as a spreadsheet counts it. */
  fileRow: number;
  contact: Result<Contact, PhoneRefusal>;
  /** Number as written in the file. */
  number: string;
  /** Length of its values. */
  characters: number;
}

/**
 * The contacts of a file, row by row. A refusal is the last that is given: the file as a whole, or the rest of it, cannot be read.
 * @param after - rows that are read over, as they were read before
 */
export async function* contactRows(
  table: ContactTable,
  book: AddressBook,
  clock: Clock,
  options: ImportOptions,
  after = 0,
): AsyncGenerator<Result<RowRead, TableRefusal | ColumnsRefusal>> {
  let columns = readColumns(table.headers, options.columns);
  if (!columns.ok) return yield columns;
  let known = table.headers.length;
  let row = 0;
  for await (const read of table.rows) {
    if (!read.ok) return yield refused(read.refusal);
    row += 1;
    if (table.headers.length > known) {
      const before = columnOfAgreement(columns.value);
      columns = readColumns(table.headers, options.columns);
      if (!columns.ok) return yield columns;
      const agreement = columnOfAgreement(columns.value);
      if (row > 1 && agreement !== before)
        return yield agreementColumnLate(row, shownName(table.headers[agreement ?? 0] ?? ''));
      known = table.headers.length;
    }
    const values = row > after ? readRow(read.value) : undefined;
    if (!values) continue;
    const contact = readContact(columns.value, values, book.country, clock.now(), options);
    const characters = values.reduce((sum, value) => sum + value.length, 0);
    yield ok({ row, fileRow: row + table.headerRows, characters, contact, number: values[columns.value.phone] ?? '' });
  }
}

/** Stored of a contact whose row claims no consent. */
export const NO_CLAIM = 'claim';

/** Converts a contact to its stored form. */
export function storable(
  { advertiserId }: AddressBook,
  { row, fileRow, number }: Pick<RowRead, 'row' | 'fileRow' | 'number'>,
  contact: Contact,
  keys: RecipientKeys,
): ContactRow {
  const { phone, consent } = contact;
  const recipientKey = keys.keyOf(phone.e164);
  const consentId = consent.ok && consent.value ? consentIdOf(advertiserId, recipientKey, consent.value) : null;
  const consentLacks = !consent.ok ? consent.refusal.lacks.join(' ') : consent.value ? null : NO_CLAIM;
  return { ...contact, row, fileRow, number, recipientKey, consentId, consentLacks };
}
