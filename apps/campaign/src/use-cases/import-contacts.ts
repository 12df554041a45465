import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { OutboxRoom } from '@stopsms/outbox';
import type { ContactTable, TableRefusal } from '../adapters/contact-table';
import { type NoPhoneColumn, readColumns } from '../domain/contact-columns';
import { isNoneProvable } from '../domain/read-consent';
import { type Contact, readContact } from '../domain/read-contact';
import { readRow } from '../domain/read-row';
import { consentIdOf } from '../produces/campaign.consents-collected.v1';
import type { AddressBook } from './find-address-books';
import type { ImportReport } from './import-report';
import { type ContactRow, StoreContacts } from './store-contacts';

export type ImportRefusal =
  TableRefusal | NoPhoneColumn | { code: 'CONSENT_UNUSABLE' | 'SERVICE_STOPPING'; detail: string };

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
   * @param withoutConsent - contacts are wanted although none of their consents can be proven
   * @returns a refusal when the file as a whole, or the rest of it, cannot be read or is not what was meant
   */
  async execute(
    book: AddressBook,
    table: ContactTable,
    report: ImportReport,
    withoutConsent = false,
  ): Promise<Result<undefined, ImportRefusal>> {
    let columns = readColumns(table.headers);
    if (!columns.ok) return columns;
    let known = table.headers.length;
    let batch: ContactRow[] = [];
    let characters = 0;
    let row = 0;
    let begun = false;
    const store = async (): Promise<Result<undefined, ImportRefusal>> => {
      if (!begun && !withoutConsent && isNoneProvable(batch.map(({ consent }) => consent)))
        return unusable(batch, report);
      begun ||= batch.length > 0;
      await this.storeContacts.execute(book, batch, report);
      batch = [];
      characters = 0;
      return ok(undefined);
    };
    for await (const read of table.rows) {
      if (!read.ok) {
        const stored = await store();
        return stored.ok ? read : stored;
      }
      row += 1;
      if (table.headers.length > known) {
        columns = readColumns(table.headers);
        if (!columns.ok) return columns;
        known = table.headers.length;
      }
      const values = readRow(read.value);
      if (!values) continue;
      const contact = readContact(columns.value, values, book.country, this.clock.now());
      if (contact.ok) batch.push(this.rowOf(book, row, contact.value));
      else report.refuse(row, contact.refusal.code, contact.refusal.detail);
      characters += values.reduce((sum, value) => sum + value.length, 0);
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      if (!(await this.room.wait())) return refused(STOPPING);
      const stored = await store();
      if (!stored.ok) return stored;
    }
    return store();
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

/** Each claim is told by its row, so that the file can be mended. */
function unusable(batch: ContactRow[], report: ImportReport): Result<undefined, ImportRefusal> {
  for (const { row, consent } of batch) if (!consent.ok) report.warn(row, consent.refusal, 'Not imported.');
  const detail = `The file says when, where or to what people agreed, yet none of its first ${batch.length} contacts has a consent that can be proven, so every advert to them would be refused; warnings tells why, row by row. Nothing was stored. Mend the file, or send it with ?withoutConsent=true to keep the contacts for informative messages.`;
  return refused({ code: 'CONSENT_UNUSABLE', detail });
}
