import { Injectable } from '@nestjs/common';
import { Clock, RecipientKeys } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type FileForm, keptPieces, readFile } from './import-pieces';
import { type RowRead, contactRows, storable } from './contact-rows';
import { type AddressBook, FindAddressBooks } from '../books/find-address-books';
import { BATCH_CHARACTERS, BATCH_ROWS } from './import-contacts';
import type { ImportReport } from './import-report';
import { StoreContacts } from './store-contacts';

/** Longer than a batch waits for room and takes; after a crash another replica goes on then. */
const LEASE_MS = 30_000;

interface Claimed {
  id: string;
  addressBookId: string;
  form: FileForm;
  rowsDone: number;
}

/**
 * Stores what was received, a batch at a time: contacts, their consents, what was refused and the cursor in one transaction, so
 * that a crash neither loses nor repeats a row, nor counts one twice.
 */
@Injectable()
export class ContinueImport {
  constructor(
    private readonly database: Database,
    private readonly books: FindAddressBooks,
    private readonly storeContacts: StoreContacts,
    private readonly room: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  /** Goes on with the import that has waited longest, to its end; false when none waits. */
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
    const [claimed] = await this.database.query<Claimed>(
      `UPDATE import SET state = 'running', leased_until = now() + $1 * interval '1 ms',
         started_at = coalesce(started_at, to_timestamp($2 / 1000.0))
       WHERE id = (SELECT id FROM import WHERE state IN ('waiting', 'running') AND leased_until <= now()
         ORDER BY leased_until LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, address_book_id AS "addressBookId", form, rows_done AS "rowsDone"`,
      [LEASE_MS, this.clock.now()],
    );
    return claimed;
  }

  private release(id: string): Promise<unknown> {
    return this.database.query('UPDATE import SET leased_until = now() WHERE id = $1', [id]);
  }

  private async store({ id, addressBookId, form, rowsDone }: Claimed): Promise<void> {
    const book = await this.books.byId(addressBookId);
    if (!book) throw new Error(`Import ${id} has no address book`);
    const table = await readFile(form, keptPieces(this.database, id));
    if (!table.ok) throw new Error(`Import ${id} is not what was received: ${table.refusal.code}`);
    let done = rowsDone;
    let batch: RowRead[] = [];
    let characters = 0;
    for await (const read of contactRows(table.value, book, this.clock, rowsDone)) {
      if (!read.ok) throw new Error(`Import ${id} is not what was received: ${read.refusal.code}`);
      batch.push(read.value);
      characters += read.value.characters;
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      if (!(await this.room.wait())) return void (await this.release(id));
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
      const [mine] = await tx.query('SELECT 1 FROM import WHERE id = $1 AND rows_done = $2 AND state = $3 FOR UPDATE', [
        ...[id, done, 'running'],
      ]);
      if (!mine) return false;
      const contacts = batch.flatMap(({ contact, ...read }) =>
        contact.ok ? [storable(book, read, contact.value, this.keys)] : [],
      );
      const stored = await this.storeContacts.within(tx, book, contacts);
      if (!stored.ok) throw new Error(`Import ${id} has no address book`);
      const told = stored.value;
      for (const { row, number, contact } of batch) {
        if (!contact.ok) told.refuse(row, number, contact.refusal.code, contact.refusal.detail);
      }
      this.remark(tx, id, told);
      this.advance(tx, id, told, batch.at(-1)?.row ?? done, isLast);
      return true;
    });
  }

  private remark(tx: Tx, id: string, { refused, warnings }: ImportReport): void {
    const remarks = [...refused, ...warnings];
    if (remarks.length === 0) return;
    tx.send(
      `INSERT INTO import_remark (import_id, row, refused, code, reason, number)
       SELECT $1, r.* FROM unnest($2::int[], $3::boolean[], $4::text[], $5::text[], $6::text[]) AS r`,
      [
        id,
        remarks.map(({ row }) => row),
        remarks.map((_, n) => n < refused.length),
        remarks.map(({ code }) => code),
        remarks.map(({ reason }) => reason),
        remarks.map(({ number }) => number),
      ],
    );
  }

  private advance(tx: Tx, id: string, told: ImportReport, row: number, isLast: boolean): void {
    tx.send(
      `UPDATE import SET rows_done = $2, imported = imported + $3, with_consent = with_consent + $4,
         consents_added = consents_added + $5, refused = refused + $6, duplicates = duplicates + $7,
         opted_out = opted_out + $8, warnings = warnings + $9, leased_until = now() + $10 * interval '1 ms',
         state = CASE WHEN $11 THEN 'completed' ELSE state END,
         finished_at = CASE WHEN $11 THEN to_timestamp($12 / 1000.0) END
       WHERE id = $1`,
      [
        ...[id, row, told.imported, told.withConsent, told.consentsAdded, told.refusedCount, told.duplicates],
        ...[told.optedOut, told.warningsCount, LEASE_MS, isLast, this.clock.now()],
      ],
    );
    if (isLast) tx.send('DELETE FROM import_piece WHERE import_id = $1', [id]);
  }
}
