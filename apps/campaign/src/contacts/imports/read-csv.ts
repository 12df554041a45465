import { type Result, ok, refused } from '@stopsms/kernel';
import { CsvFile } from '@stopsms/uploads';
import { type ContactTable, MAX_COLUMNS, type TableRefusal, tooManyColumns } from './contact-table';

const EXPECTED = 'a header row such as "phone,first_name" and one row per contact';

/**
 * Reads a CSV file of contacts.
 * @param chunks - bytes of the file; `rows` throws their errors
 */
export async function readCsv(chunks: AsyncIterable<Buffer>): Promise<Result<ContactTable, TableRefusal>> {
  const file = new CsvFile(chunks, EXPECTED);
  const rows = file.rows();
  const header = await rows.next();
  if (header.done) return refused(file.refusal ?? { code: 'CSV_EMPTY', detail: `Send ${EXPECTED}.` });
  if (header.value.length > MAX_COLUMNS) return refused(tooManyColumns('The header'));
  return ok({ headerRows: 1, headers: header.value, rows: resultsOf(file, rows) });
}

async function* resultsOf(
  file: CsvFile,
  rows: AsyncGenerator<string[]>,
): AsyncGenerator<Result<string[], TableRefusal>> {
  for await (const row of rows) yield ok(row);
  if (file.refusal) yield refused(file.refusal);
}
