import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { OutboxRoom } from '@stopsms/outbox';
import type { ContactTable, TableRefusal } from '../adapters/contact-table';
import { type NoPhoneColumn, readColumns } from '../domain/contact-columns';
import { type Contact, readContact } from '../domain/read-contact';
import { readRow } from '../domain/read-row';
import { consentIdOf } from '../produces/campaign.consents-collected.v1';
import type { AddressBook } from './find-address-books';
import type { ImportReport } from './import-report';
import { type ContactRow, StoreContacts } from './store-contacts';

export type ImportRefusal = TableRefusal | NoPhoneColumn | { code: 'SERVICE_STOPPING'; detail: string };

const BATCH_ROWS = 2_000;
/** Rows may be 64 KB each, so a batch is bounded by what it holds too. */
const BATCH_CHARACTERS = 1_000_000;

/** Reads contacts as they come and stores them batch by batch, so that memory does not grow with the file. */
@Injectable()
export class ImportContacts {
  constructor(
    private readonly storeContacts: StoreContacts,
    private readonly room: OutboxRoom,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param report - filled as batches are committed; also right when this refuses or throws half way
   * @returns a refusal when the file as a whole, or the rest of it, cannot be read
   */
  async execute(
    book: AddressBook,
    table: ContactTable,
    report: ImportReport,
  ): Promise<Result<undefined, ImportRefusal>> {
    const columns = readColumns(table.headers);
    if (!columns.ok) return columns;
    let batch: ContactRow[] = [];
    let characters = 0;
    let row = 0;
    for await (const read of table.rows) {
      if (!read.ok) {
        await this.storeContacts.execute(book, batch, report);
        return read;
      }
      row += 1;
      const values = readRow(read.value);
      if (!values) continue;
      const contact = readContact(columns.value, values, book.country, this.clock.now());
      if (contact.ok) batch.push(this.rowOf(book, row, contact.value));
      else report.refuse(row, contact.refusal.code, contact.refusal.detail);
      characters += values.reduce((sum, value) => sum + value.length, 0);
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      if (!(await this.room.wait())) return refused(STOPPING);
      await this.storeContacts.execute(book, batch, report);
      batch = [];
      characters = 0;
    }
    await this.storeContacts.execute(book, batch, report);
    return ok(undefined);
  }

  private rowOf({ advertiserId }: AddressBook, row: number, contact: Contact): ContactRow {
    const { phone, consent } = contact;
    const recipientKey = this.keys.keyOf(phone.e164);
    const consentId = consent.ok && consent.value ? consentIdOf(advertiserId, recipientKey, consent.value) : null;
    return { ...contact, row, recipientKey, consentId };
  }
}

const STOPPING = {
  code: 'SERVICE_STOPPING' as const,
  detail: 'The service is being stopped. Send the whole file again: contacts imported already are then duplicates.',
};
