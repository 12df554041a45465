import { CsvFile, type CsvRefusal } from '@stopsms/uploads';

type ListRefusal = Omit<CsvRefusal, 'code'> & { code: CsvRefusal['code'] | 'CSV_COLUMN_MISSING' };

/** NUL, which PostgreSQL stores in no text, controls and half characters. */
const NOT_TEXT = /[\0\x80-\x9f]|\p{Cs}/gu;

/** A CSV list of numbers, from a spreadsheet or an operator's system. */
export class ListFile {
  private fault: ListRefusal | undefined;
  private readonly file: CsvFile;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.file = new CsvFile(chunks, 'a header row and one row per number');
  }

  /** Reason why the file, or the rest of it, cannot be read; check it once `rows` has ended. */
  get refusal(): ListRefusal | undefined {
    return this.fault ?? this.file.refusal;
  }

  refuse(fault: ListRefusal): void {
    this.fault = fault;
  }

  /** Yields the header row first. Values are trimmed; a blank line is a row of empty values. */
  async *rows(): AsyncGenerator<string[]> {
    for await (const fields of this.file.rows()) yield fields.map((field) => field.replace(NOT_TEXT, ' ').trim());
  }
}
