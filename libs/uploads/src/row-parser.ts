import { type CsvError, parse } from 'csv-parse';

// csv-parse is given one character per byte: it counts a row's size only in text, and its own BOM option would switch it to
// UTF-8. Its rows are taken as they are found rather than read from the stream, which drops those it holds when a later one
// is broken.

/** Largest row in bytes: a longer one is a quotation mark that was never closed. */
export const MAX_ROW_BYTES = 64 * 1024;

interface ParsedRows {
  /** Fields in Latin-1: one character per byte. */
  found: string[][];
  /** Error that ended the parsing; earlier rows are in `found`. */
  broken: CsvError | undefined;
}

export class RowParser {
  private found: string[][] = [];
  private readonly parser;

  constructor(delimiter: string) {
    this.parser = parse({
      delimiter,
      encoding: 'latin1',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (fields: string[]) => {
        this.found.push(fields);
        return undefined;
      },
    });
    // `parse` returns it; without a listener it would end the process.
    this.parser.on('error', () => undefined);
  }

  /** @param chunk - the next bytes; undefined at the end of the file */
  async parse(chunk: Buffer | undefined): Promise<ParsedRows> {
    const error = await new Promise<Error | null | undefined>((resolve) => {
      if (chunk) this.parser.write(chunk, resolve);
      else this.parser.end((ended?: Error | null) => resolve(ended));
    });
    const { found } = this;
    this.found = [];
    return { found, broken: (error ?? undefined) as CsvError | undefined };
  }
}
