import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type FileForm, keepPieces, readFile } from './import-pieces';
import { ExamineFile } from './examine-file';
import type { AddressBook } from '../books/find-address-books';
import { IMPORTS_SQL } from './imports.store';
import type { ImportRefusal } from './import-contacts';
import type { ImportOptions } from './import-options';
import type { ImportReport } from './import-report';
import { newId } from '../../http-parts/page';
import { ADDRESS_BOOK_DELETED } from './store-contacts';

/** Time without progress after which an import is abandoned; longer than an upload may be silent. */
const SILENT_MS = 600_000;

/** Receives a whole file before its import: a refused or interrupted file stores nothing. */
@Injectable()
export class ReceiveImport {
  constructor(
    private readonly database: Database,
    private readonly examine: ExamineFile,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the import, which waits for its turn */
  async receive(
    book: AddressBook,
    form: FileForm,
    bytes: AsyncIterable<Buffer>,
    { withoutConsent, options }: { withoutConsent: boolean; options: ImportOptions },
    report: ImportReport,
  ): Promise<Result<string, ImportRefusal>> {
    const id = newId(this.clock.now());
    const [begun] = await this.database.query(IMPORTS_SQL.begin, [
      ...([id, book.id, form, SILENT_MS, this.clock.now(), JSON.stringify(options)] as const),
    ]);
    if (!begun) return refused(ADDRESS_BOOK_DELETED);
    let isWhole = false;
    try {
      const table = await readFile(form, keepPieces(this.database, id, bytes, SILENT_MS), options.dates);
      if (!table.ok) return table;
      const examined = await this.examine.execute(book, table.value, report, {
        ...{ withoutConsent, options, lookUp: false },
      });
      if (!examined.ok) return examined;
      await this.database.query(IMPORTS_SQL.setReceived, [id, examined.value.rows]);
      isWhole = true;
      return ok(id);
    } finally {
      // Without a database now, it is deleted later.
      if (!isWhole) await this.database.query(IMPORTS_SQL.delete, [id]).catch(() => undefined);
    }
  }
}
