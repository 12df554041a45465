import { isUtf8 } from 'node:buffer';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { inPieces } from '@stopsms/http';
import { type CsvError, parse } from 'csv-parse';

// Lists of numbers come from spreadsheets and from operators' systems, in any size: bytes go to csv-parse one character each
// (it counts a row's size only in text), rows are taken as they are found, and each field is decoded by itself, because a
// file glued together from two exports holds two encodings.

export interface FileRefusal {
  code:
    'CSV_EMPTY' | 'CSV_UTF16' | 'CSV_SPREADSHEET' | 'CSV_QUOTE_NOT_CLOSED' | 'CSV_ROW_TOO_LONG' | 'CSV_COLUMN_MISSING';
  detail: string;
}

/** A row longer than this is a quote that was never closed. */
const MAX_ROW_BYTES = 64 * 1024;
/** Empty fields have no size for the parser: a line of nothing but separators is told by no row coming out. */
const MAX_WAIT_BYTES = 1024 * 1024;
const DELIMITERS = [';', ',', '\t'];
const UTF8_BOM = '\u00ef\u00bb\u00bf';
const UTF16_BOMS = ['\u00ff\u00fe', '\u00fe\u00ff'];
/** Of ZIP (.xlsx, .ods), and of the files of Excel before it (.xls). */
const SPREADSHEET_HEADS = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];
const NOT_ASCII = /[\x80-\xff]/;
/** NUL, which PostgreSQL stores in no text, and what Windows-1252 has where Latin-1 has controls: quotes and dashes. */
const NOT_TEXT = /[\0\x80-\x9f]|\p{Cs}/gu;

/** A CSV read once, row by row, in constant memory; comma, semicolon or tab, UTF-8 or Windows-1252, BOM or not. */
export class CsvUpload {
  /** Why the file, or the rest of it, could not be read; looked at once `rows` has ended. */
  refusal: FileRefusal | undefined;
  private readonly input: AsyncIterator<Buffer>;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.input = inPieces(chunks);
  }

  /** The header line first. Values come without outer space; a blank line is a row of empty values. */
  async *rows(): AsyncGenerator<string[]> {
    const head = await this.beginning();
    if (!head) return;
    let found: string[][] = [];
    const parser = parse({
      delimiter: delimiterOf(head.toString('latin1')),
      encoding: 'latin1',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (fields: string[]) => void found.push(fields),
    });
    // Each write tells of it; without a listener it would end the process.
    parser.on('error', () => undefined);
    let [count, waited] = [0, 0];
    try {
      for (let chunk: Buffer | undefined = head, more = true; more; chunk = more ? await this.next() : undefined) {
        const bytes: Buffer | undefined = chunk;
        const broken = await new Promise<CsvError | undefined>((resolve) => {
          const told = (error?: Error | null) => resolve((error ?? undefined) as CsvError | undefined);
          if (bytes) parser.write(bytes, told);
          else parser.end(told);
        });
        const rows = found;
        found = [];
        for (const fields of rows) yield fields.map(decoded);
        count += rows.length;
        waited = rows.length > 0 ? 0 : waited + (bytes?.length ?? 0);
        if (broken || waited > MAX_WAIT_BYTES) {
          this.refusal = refusalOf(broken?.code, count);
          return;
        }
        more = bytes !== undefined;
        // What has come already would otherwise be read to its end before anything else runs.
        await yieldToEventLoop();
      }
    } finally {
      await this.input.return?.();
    }
  }

  /** At least the first line that is not blank, without BOM. */
  private async beginning(): Promise<Buffer | undefined> {
    let head: Buffer = Buffer.alloc(0);
    while (!/[^\s]\s*[\r\n]/.test(head.toString('latin1')) && head.length < MAX_ROW_BYTES) {
      const chunk = await this.next();
      if (!chunk) break;
      head = Buffer.concat([head, chunk]);
    }
    const text = head.toString('latin1');
    if (UTF16_BOMS.some((bom) => text.startsWith(bom))) {
      this.refusal = { code: 'CSV_UTF16', detail: 'The file is UTF-16. Save it again as "CSV UTF-8".' };
      return undefined;
    }
    if (SPREADSHEET_HEADS.some((magic) => text.startsWith(magic))) {
      const detail = 'The file is an Excel or LibreOffice workbook. Save it as "CSV UTF-8" and send that file.';
      this.refusal = { code: 'CSV_SPREADSHEET', detail };
      return undefined;
    }
    const start = text.startsWith(UTF8_BOM) ? UTF8_BOM.length : 0;
    const content = text.slice(start).search(/[^\r\n]/);
    if (content >= 0) return head.subarray(start + content);
    this.refusal = { code: 'CSV_EMPTY', detail: 'The file is empty. Send a header row and one row per number.' };
    return undefined;
  }

  private async next(): Promise<Buffer | undefined> {
    const { done, value } = await this.input.next();
    return done ? undefined : value;
  }
}

/** The candidate that the header line holds most of, outside quotes. */
function delimiterOf(head: string): string {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

function decoded(latin1: string): string {
  if (!NOT_ASCII.test(latin1)) return latin1.replaceAll('\0', ' ').trim();
  const bytes = Buffer.from(latin1, 'latin1');
  return (isUtf8(bytes) ? bytes.toString('utf8') : latin1).replace(NOT_TEXT, ' ').trim();
}

/** @param rows - read before, the header among them, so also the number of the data row that is wrong */
function refusalOf(code: string | undefined, rows: number): FileRefusal {
  const where = rows === 0 ? 'The header' : `Data row ${rows}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return {
      code,
      detail: `${where} opens a quotation mark that is never closed. Close it, or double it if it is text.`,
    };
  }
  const detail = `${where} is longer than ${MAX_ROW_BYTES / 1024} KB: a quotation mark before it may not be closed, or this is not CSV.`;
  return { code: 'CSV_ROW_TOO_LONG', detail };
}
