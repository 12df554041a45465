import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { inPieces } from '@stopsms/http';
import { type Result, ok, refused } from '@stopsms/kernel';
import { type ContactTable, MAX_COLUMNS, type TableRefusal, tooManyColumns } from './contact-table';
import { decodeField } from './decode-field';
import { MAX_ROW_BYTES, RowParser } from './row-parser';

/** Empty fields have no size for the parser, so a line of a million of them is told by its rows not coming. */
const MAX_WAIT_BYTES = 1024 * 1024;
const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const DELIMITERS = [';', ',', '\t'];

/**
 * Reads a CSV of any size as it comes: comma, semicolon or tab, UTF-8 or Windows-1252, BOM or not, any line ends, quoted
 * newlines. Memory does not grow with the file.
 * @param chunks - the file's bytes; an error in them is thrown on by `rows`
 */
export async function readCsv(chunks: AsyncIterable<Buffer>): Promise<Result<ContactTable, TableRefusal>> {
  const input = inPieces(chunks);
  const head = await firstLine(input);
  if (!head.ok) return head;
  const rows = readRows(head.value, input);
  const first = await rows.next();
  if (first.done) return refused(EMPTY);
  if (!first.value.ok) return first.value;
  if (first.value.value.length > MAX_COLUMNS) return refused(tooManyColumns('The header'));
  return ok({ headers: first.value.value, rows });
}

const EMPTY: TableRefusal = {
  code: 'CSV_EMPTY',
  detail: 'The file is empty. Send a header row such as "phone,first_name" and one row per contact.',
};

const SPREADSHEET: TableRefusal = {
  code: 'CSV_SPREADSHEET',
  detail: 'The file is an Excel or LibreOffice workbook. Save it as "CSV UTF-8" and send that file.',
};
/** Of ZIP (.xlsx, .ods), and of the files of Excel before it (.xls). */
const SPREADSHEET_HEADS = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('d0cf11e0', 'hex')];
const isSpreadsheet = (head: Buffer): boolean =>
  SPREADSHEET_HEADS.some((magic) => head.subarray(0, magic.length).equals(magic));

/** The beginning of the file, at least its first line, without BOM. */
async function firstLine(input: AsyncIterator<Buffer>): Promise<Result<Buffer, TableRefusal>> {
  let head: Buffer = Buffer.alloc(0);
  while (!isSpreadsheet(head) && !/[^\s]\s*[\r\n]/.test(head.toString('latin1')) && head.length < MAX_ROW_BYTES) {
    const next = await input.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return refused({ code: 'CSV_UTF16', detail: 'The file is UTF-16. Save it again as "CSV UTF-8".' });
  }
  if (isSpreadsheet(head)) return refused(SPREADSHEET);
  if (head.subarray(0, UTF8_BOM.length).equals(UTF8_BOM)) head = head.subarray(UTF8_BOM.length);
  const start = head.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  return start < 0 ? refused(EMPTY) : ok(head.subarray(start));
}

/** The candidate that the header line holds most of, outside quotes. */
function delimiterOf(head: Buffer): string {
  const [line = ''] = head
    .toString('latin1')
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]/);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

async function* readRows(head: Buffer, input: AsyncIterator<Buffer>): AsyncGenerator<Result<string[], TableRefusal>> {
  const parser = new RowParser(delimiterOf(head));
  try {
    let rows = 0;
    let waited = 0;
    for (let chunk: Buffer | undefined = head, more = true; more;) {
      const { found, broken } = await parser.parse(chunk);
      for (const fields of found) yield ok(fields.map(decodeField));
      rows += found.length;
      waited = found.length > 0 ? 0 : waited + (chunk?.length ?? 0);
      if (broken || waited > MAX_WAIT_BYTES) return yield refused(refusalOf(broken?.code, rows));
      more = chunk !== undefined;
      // What has come already would otherwise be read to its end before anything else runs.
      await yieldToEventLoop();
      chunk = more ? await nextOf(input) : undefined;
    }
  } finally {
    await input.return?.();
  }
}

async function nextOf(input: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await input.next();
  return next.done ? undefined : next.value;
}

/** @param rows - read before, the header among them, so also the number of the data row that is wrong */
function refusalOf(code: string | undefined, rows: number): TableRefusal {
  const more = { line: rows + 1 };
  const where = rows === 0 ? 'The header' : `Data row ${rows}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return {
      code,
      detail: `${where} opens a quotation mark that is never closed. Close it, or double it if it is text.`,
      more,
    };
  }
  return {
    code: 'CSV_ROW_TOO_LONG',
    detail: `${where} is longer than ${MAX_ROW_BYTES / 1024} KB: a quotation mark before it may not be closed, or this is not CSV.`,
    more,
  };
}
