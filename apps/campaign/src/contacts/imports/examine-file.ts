import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import type { ContactTable } from './contact-table';
import { contactRows, storable } from './contact-rows';
import { type AddressBook, FindAddressBooks } from '../books/find-address-books';
import { BATCH_CHARACTERS, BATCH_ROWS, type ImportRefusal, consentUnusable } from './import-contacts';
import type { ImportOptions } from './import-options';
import { ImportReport } from './import-report';
import { type ContactRow, StoreContacts } from './store-contacts';

/** A file that can be imported. */
interface ExaminedFile {
  /** Data rows, blank ones among them, up to the last that is not. */
  rows: number;
}

/** Reads a whole file before anything of it is stored, and refuses one that is not what was meant. */
@Injectable()
export class ExamineFile {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly storeContacts: StoreContacts,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param report - filled with what would become of the rows: of their numbers and consents, and only when `lookUp` says so, of
   * what is in the book and of opt-outs
   */
  async execute(
    book: AddressBook,
    table: ContactTable,
    report: ImportReport,
    { withoutConsent, lookUp, options }: { withoutConsent: boolean; lookUp: boolean; options: ImportOptions },
  ): Promise<Result<ExaminedFile, ImportRefusal>> {
    const seen = new Set<string>();
    let rows = 0;
    let contacts = 0;
    let provable = 0;
    let batch: ContactRow[] = [];
    let characters = 0;
    const look = async () => {
      if (lookUp) report.add(await this.storeContacts.look(book, batch, seen));
      batch = [];
      characters = 0;
    };
    for await (const read of contactRows(table, book, this.clock, options)) {
      if (!read.ok) return read;
      const { row, contact, number } = read.value;
      rows = row;
      if (!contact.ok) {
        report.refuse(row, number, contact.refusal.code, contact.refusal.detail);
        continue;
      }
      contacts += 1;
      const { consent } = contact.value;
      if (consent.ok && consent.value) provable += 1;
      if (lookUp) batch.push(storable(book, read.value, contact.value, this.keys));
      else if (!consent.ok) report.warn(row, number, consent.refusal, 'Not imported.');
      characters += read.value.characters;
      if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await look();
    }
    await look();
    if (provable > 0 || contacts === 0 || withoutConsent) return ok({ rows });
    const level = await this.books.enforcementOf(book.id);
    return refused(consentUnusable(level, `its ${contacts} contacts`, report.warningsCount > 0));
  }
}
