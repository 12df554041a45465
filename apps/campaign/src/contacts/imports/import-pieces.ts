import type { Database } from '@stopsms/persistence';
import type { DateForm, Result } from '@stopsms/kernel';
import type { ContactTable, TableRefusal } from './contact-table';
import { IMPORTS_SQL } from './imports.store';
import { readCsv } from './read-csv';
import { readJsonContacts } from './read-json-contacts';

// A file that is imported behind the answer waits in pieces beside its row: any replica can go on with it, also
// after all of them were away.

export type FileForm = 'csv' | 'json';

const PIECE_BYTES = 256 * 1024;

/** @param dates - form of the times in consent records */
export const readFile = (
  form: FileForm,
  bytes: AsyncIterable<Buffer>,
  dates?: DateForm,
): Promise<Result<ContactTable, TableRefusal>> => (form === 'csv' ? readCsv(bytes) : readJsonContacts(bytes, dates));

/** Passes rows on once they are stored. @throws if the import was cancelled */
export async function* keepPieces(
  database: Database,
  importId: string,
  bytes: AsyncIterable<Buffer>,
  leaseMs: number,
): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  let n = 0;
  const keep = async () => {
    const kept = await database.query(IMPORTS_SQL.addPiece, [importId, n, Buffer.concat(waiting), leaseMs]);
    if (kept.length === 0) throw new Error(`Import ${importId} was given up while it was received`);
    n += 1;
    waiting = [];
    size = 0;
  };
  for await (const chunk of bytes) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= PIECE_BYTES) await keep();
    yield chunk;
  }
  if (size > 0) await keep();
}

/** The file of an import, from its beginning. */
export async function* keptPieces(database: Database, importId: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const [piece] = await database.query(IMPORTS_SQL.piece, [importId, n]);
    if (!piece) return;
    yield piece.bytes;
  }
}
