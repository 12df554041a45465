import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { decodeField } from './decode-field';
import { inPieces } from './in-pieces';
import { MAX_ROW_BYTES, RowParser } from './row-parser';

/** Reason why a file, or the rest of it, cannot be read. */
export interface CsvRefusal {
  code: 'CSV_EMPTY' | 'CSV_UTF16' | 'CSV_SPREADSHEET' | 'CSV_QUOTE_NOT_CLOSED' | 'CSV_ROW_TOO_LONG';
  /** One sentence or two in English: the fault, and the remedy. */
  detail: string;
  /** Line as spreadsheets count it: the header is line 1. */
  more?: { line: number };
}

/** Empty fields have no size for the parser: a line of a million separators shows by no row being found. */
const MAX_WAIT_BYTES = 1024 * 1024;
const DELIMITERS = [';', ',', '\t'];
const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_BOMS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
/** First bytes of ZIP files (.xlsx, .ods) and of the older format of Excel (.xls). */
const SPREADSHEET_HEADS = [Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.from('d0cf11e0', 'hex')];

/**
 * A CSV file of any size, read once, row by row, in constant memory: comma, semicolon or tab, UTF-8 or Windows-1252, with or
 * without BOM, any line ends, quoted newlines.
 */
export class CsvFile {
  /** Set if the file, or the rest of it, cannot be read; check it once `rows` has ended. */
  refusal: CsvRefusal | undefined;
  private readonly input: AsyncIterator<Buffer>;

  /**
   * @param chunks - bytes of the file; `rows` throws their errors
   * @param expected - what an empty file should contain, for its refusal: "a header row and one row per contact"
   */
  constructor(
    chunks: AsyncIterable<Buffer>,
    private readonly expected: string,
  ) {
    this.input = inPieces(chunks);
  }

  /** Yields the header row first, then every row before a fault. Values are untrimmed. */
  async *rows(): AsyncGenerator<string[]> {
    const head = await this.firstLine();
    if (!head) return;
    const parser = new RowParser(delimiterOf(head));
    let [count, waited] = [0, 0];
    try {
      for (let chunk: Buffer | undefined = head, more = true; more;) {
        const { found, broken } = await parser.parse(chunk);
        for (const fields of found) yield fields.map(decodeField);
        count += found.length;
        waited = found.length > 0 ? 0 : waited + (chunk?.length ?? 0);
        if (broken || waited > MAX_WAIT_BYTES) {
          this.refusal = refusalOf(broken?.code, count);
          return;
        }
        more = chunk !== undefined;
        // Otherwise everything that has arrived would be read before other work runs.
        await yieldToEventLoop();
        chunk = more ? await this.next() : undefined;
      }
    } finally {
      await this.input.return?.();
    }
  }

  /** Returns the beginning of the file, at least its first line that is not blank, without BOM. */
  private async firstLine(): Promise<Buffer | undefined> {
    let head: Buffer = Buffer.alloc(0);
    while (!isSpreadsheet(head) && !/[^\s]\s*[\r\n]/.test(head.toString('latin1')) && head.length < MAX_ROW_BYTES) {
      const chunk = await this.next();
      if (!chunk) break;
      head = Buffer.concat([head, chunk]);
    }
    this.refusal = refusalOfHead(head);
    if (this.refusal) return undefined;
    if (startsWith(head, UTF8_BOM)) head = head.subarray(UTF8_BOM.length);
    const start = head.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
    if (start >= 0) return head.subarray(start);
    this.refusal = { code: 'CSV_EMPTY', detail: `The file is empty. Send ${this.expected}.` };
    return undefined;
  }

  private async next(): Promise<Buffer | undefined> {
    const { done, value } = await this.input.next();
    return done ? undefined : value;
  }
}

const startsWith = (head: Buffer, magic: Buffer) => head.subarray(0, magic.length).equals(magic);
const isSpreadsheet = (head: Buffer) => SPREADSHEET_HEADS.some((magic) => startsWith(head, magic));

function refusalOfHead(head: Buffer): CsvRefusal | undefined {
  if (UTF16_BOMS.some((bom) => startsWith(head, bom))) {
    return { code: 'CSV_UTF16', detail: 'The file is UTF-16. Save it again as "CSV UTF-8".' };
  }
  if (!isSpreadsheet(head)) return undefined;
  const detail = 'The file is an Excel or LibreOffice workbook. Save it as "CSV UTF-8" and send that file.';
  return { code: 'CSV_SPREADSHEET', detail };
}

/** Returns the delimiter that occurs most often in the header line, outside quotes. */
function delimiterOf(head: Buffer): string {
  const [line = ''] = head
    .toString('latin1')
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** @param rows - number of rows read before, the header included, and so the number of the faulty data row */
function refusalOf(code: string | undefined, rows: number): CsvRefusal {
  const more = { line: rows + 1 };
  const where = rows === 0 ? 'The header' : `Data row ${rows}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    const detail = `${where} opens a quotation mark that is never closed. Close it, or double it if it is text.`;
    return { code, detail, more };
  }
  const detail = `${where} is longer than ${MAX_ROW_BYTES / 1024} KB: a quotation mark before it may not be closed, or this is not CSV.`;
  return { code: 'CSV_ROW_TOO_LONG', detail, more };
}
