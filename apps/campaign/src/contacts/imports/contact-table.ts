import type { Result } from '@stopsms/kernel';

/** More than any spreadsheet of people has; each contact is looked at column by column. */
export const MAX_COLUMNS = 250;

/** Location of a fault in a file, for callers that word it themselves. */
export interface FaultLocation {
  /** Line as a spreadsheet counts: the header is line 1. */
  line?: number;
  /** Names of columns, quoted. */
  columns?: string[];
}

export interface TableRefusal {
  code:
    | 'CSV_EMPTY'
    | 'CSV_UTF16'
    | 'CSV_SPREADSHEET'
    | 'CSV_QUOTE_NOT_CLOSED'
    | 'CSV_ROW_TOO_LONG'
    | 'JSON_NOT_CONTACTS'
    | 'TOO_MANY_COLUMNS';
  detail: string;
  more?: FaultLocation;
}

export const tooManyColumns = (where: string): TableRefusal => ({
  code: 'TOO_MANY_COLUMNS',
  detail: `${where} has more than ${MAX_COLUMNS} columns. Send only those that your texts use.`,
});

/** Contacts as rows under named columns, wherever they come from. */
export interface ContactTable {
  /** Rows of the file before the first data row, as a spreadsheet counts: the header of a CSV file; a JSON file has none. */
  headerRows: 0 | 1;
  /** Grows where names come with the rows; a row has a value for each that was known when it was read. */
  headers: string[];
  /** Read once; a row that cannot be separated from the next is the last one. */
  rows: AsyncIterable<Result<string[], TableRefusal>>;
}
