import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { keptPieces, readFile } from './import-pieces';
import { type RowRead, contactRows, storable } from './contact-rows';
import { type AddressBook, FindAddressBooks } from '../books/find-address-books';
import type { ImportsSql } from './imports.sql';
import { IMPORTS_SQL, REMARKS } from './imports.store';
import { BATCH_CHARACTERS, BATCH_ROWS } from './import-contacts';
import { NO_OPTIONS } from './import-options';
import type { ImportReport } from './import-report';
import { StoreContacts } from './store-contacts';

/** Longer than a batch waits for room and takes; after a crash another replica goes on then. */
const LEASE_MS = 30_000;

type Claimed = ImportsSql['claim']['row'];

/**
 * Stores a received batch: contacts, consents, refused rows and the cursor in one transaction, so that a crash neither loses, repeats nor
 * double-counts a row.
 */
@Injectable()
export class ContinueImport {
  constructor(
    private readonly database: Database,
    private readonly books: FindAddressBooks,
    private readonly storeContacts: StoreContacts,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /** Continues the import that has waited longest, to its end; false if none waits. */
  async execute(): Promise<boolean> {
    const claimed = await this.claim();
    if (!claimed) return false;
    try {
      await this.store(claimed);
    } catch (error) {
      // Its lease is left to end: others have their turn first.
      throw new Error(`Import ${claimed.id}: ${(error as Error).message}`, { cause: error });
    }
    return true;
  }

  private async claim(): Promise<Claimed | undefined> {
    const [found] = await this.database.query(IMPORTS_SQL.isAnyWaiting);
    if (!found?.isWaiting) return undefined;
    const [claimed] = await this.database.query(IMPORTS_SQL.claim, [LEASE_MS, this.clock.now()]);
    return claimed;
  }

  private release(id: string): Promise<unknown> {
    return this.database.query(IMPORTS_SQL.release, [id]);
  }

  private async store({ id, addressBookId, form, rowsDone, options }: Claimed): Promise<void> {
    const book = await this.books.byId(addressBookId);
    if (!book) throw new Error(`Import ${id} has no address book`);
    const table = await readFile(form, keptPieces(this.database, id), options?.dates);
    if (!table.ok) throw new Error(`Import ${id} is not what was received: ${table.refusal.code}`);
    let done = rowsDone;
    let batch: RowRead[] = [];
    let characters = 0;
    for await (const read of contactRows(table.value, book, this.clock, options ?? NO_OPTIONS, rowsDone)) {
      if (!read.ok) throw new Error(`Import ${id} is not what was received: ${read.refusal.code}`);
      batch.push(read.value);
      characters += read.value.characters;
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      if (!(await this.capacity.wait())) return void (await this.release(id));
      if (!(await this.storeBatch(id, book, batch, done))) return;
      done = read.value.row;
      batch = [];
      characters = 0;
    }
    await this.storeBatch(id, book, batch, done, true);
  }

  /** False when another replica has gone on meanwhile: nothing of this is stored then. */
  private storeBatch(id: string, book: AddressBook, batch: RowRead[], done: number, isLast = false): Promise<boolean> {
    return this.database.run(async (tx) => {
      // First, so that two replicas take turns and the second finds that the rows are done.
      const [mine] = await tx.query(IMPORTS_SQL.lockAt, [id, done]);
      if (!mine) return false;
      const contacts = batch.flatMap(({ contact, ...read }) =>
        contact.ok ? [storable(book, read, contact.value, this.keys)] : [],
      );
      const stored = await this.storeContacts.within(tx, book, contacts);
      if (!stored.ok) throw new Error(`Import ${id} has no address book`);
      const report = stored.value;
      for (const { row, number, contact } of batch) {
        if (!contact.ok) report.refuse(row, number, contact.refusal.code, contact.refusal.detail);
      }
      this.remark(tx, id, report);
      this.advance(tx, id, report, batch.at(-1)?.row ?? done, isLast);
      return true;
    });
  }

  private remark(tx: Tx, id: string, { refused, warnings }: ImportReport): void {
    const remarks = [...refused, ...warnings];
    if (remarks.length === 0) return;
    const rows = REMARKS.of(remarks, (remark, n) => ({ ...remark, refused: n < refused.length }));
    tx.send(IMPORTS_SQL.addRemarks, [id, ...rows]);
  }

  private advance(tx: Tx, id: string, report: ImportReport, row: number, isLast: boolean): void {
    tx.send(IMPORTS_SQL.advance, [
      ...([
        id,
        row,
        report.imported,
        report.withConsent,
        report.consentsAdded,
        report.refusedCount,
        report.duplicates,
      ] as const),
      ...([report.optedOut, report.warningsCount, LEASE_MS, isLast, this.clock.now()] as const),
    ]);
    if (isLast) tx.send(IMPORTS_SQL.deletePieces, [id]);
  }
}
