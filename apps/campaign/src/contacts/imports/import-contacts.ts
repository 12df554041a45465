import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, refused } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import type { ContactTable, TableRefusal } from './contact-table';
import type { ColumnsRefusal } from './contact-columns.rule';
import { isNoneProvable } from './consents/read-consent.rule';
import { contactRows, storable } from './contact-rows';
import { type AddressBook, FindAddressBooks } from '../books/find-address-books';
import type { ImportOptions } from './import-options';
import type { ImportReport } from './import-report';
import { type AddressBookDeleted, type ContactRow, StoreContacts } from './store-contacts';

export type ImportRefusal =
  | TableRefusal
  | ColumnsRefusal
  | AddressBookDeleted
  | { code: 'CONSENT_UNUSABLE' | 'SERVICE_STOPPING'; detail: string };

export const BATCH_ROWS = 2_000;
/** Rows may be 64 KB each, so a batch is bounded by what it holds too. */
export const BATCH_CHARACTERS = 1_000_000;

/** Reads contacts as they come and stores them batch by batch, so that memory does not grow with the file. */
@Injectable()
export class ImportContacts {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly storeContacts: StoreContacts,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param report - filled as batches are committed; also right when this refuses or throws half way
   * @param withoutConsent - contacts are wanted even if none of them has a provable consent
   * @returns a refusal when the file as a whole, or the rest of it, cannot be read or is not what was meant
   */
  async execute(
    book: AddressBook,
    table: ContactTable,
    report: ImportReport,
    options: ImportOptions,
    withoutConsent = false,
  ): Promise<Result<undefined, ImportRefusal>> {
    let batch: ContactRow[] = [];
    let characters = 0;
    let begun = false;
    const store = async (): Promise<Result<undefined, ImportRefusal>> => {
      if (!begun && !withoutConsent && isNoneProvable(batch.map(({ consent }) => consent)))
        return unusable(await this.books.enforcementOf(book.id), batch, report);
      begun ||= batch.length > 0;
      const stored = await this.storeContacts.execute(book, batch, report);
      batch = [];
      characters = 0;
      return stored;
    };
    for await (const read of contactRows(table, book, this.clock, options)) {
      if (!read.ok) {
        const stored = await store();
        return stored.ok ? read : stored;
      }
      const { row, number, contact } = read.value;
      if (contact.ok) batch.push(storable(book, read.value, contact.value, this.keys));
      else report.refuse(row, number, contact.refusal.code, contact.refusal.detail);
      characters += read.value.characters;
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      if (!(await this.capacity.wait())) return refused(STOPPING);
      const stored = await store();
      if (!stored.ok) return stored;
    }
    return store();
  }
}

const STOPPING = {
  code: 'SERVICE_STOPPING' as const,
  detail: 'The service is stopping. Send the whole file again: contacts already imported are skipped as duplicates.',
};

/** Each claim is reported with its row, so that the file can be corrected. */
function unusable(level: string, batch: ContactRow[], report: ImportReport): Result<undefined, ImportRefusal> {
  for (const { row, number, consent } of batch)
    if (!consent.ok) report.warn(row, number, consent.refusal, 'Not imported.');
  return refused(consentUnusable(level, `its first ${batch.length} contacts`, report.warningsCount > 0));
}

/**
 * @param level - enforcement of the advertiser
 * @param claimed - rows say when, where or to what people agreed, and warnings say what is wrong with each
 */
export function consentUnusable(level: string, whose: string, claimed: boolean) {
  const why = claimed
    ? 'warnings says why, row by row'
    : 'a consent needs a date, a source and a wording ("Date de consentement", "Origine du consentement", "Texte du consentement")';
  const detail = `None of ${whose} has a provable consent, so ${consequenceAt(level)}: ${why}. Nothing was stored. Correct the file, or send it with ?withoutConsent=true to keep the contacts for informative messages, or because compliance knows their consents from elsewhere.`;
  return { code: 'CONSENT_UNUSABLE' as const, detail };
}

const consequenceAt = (level: string): string =>
  level === 'full'
    ? 'every advert to them would be refused'
    : `adverts to them would be sent only as long as the advertiser's enforcement is ${level}, and refused under full`;
