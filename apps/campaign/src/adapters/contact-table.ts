import type { Result } from '@stopsms/kernel';

export interface TableRefusal {
  code: 'CSV_EMPTY' | 'CSV_UTF16' | 'CSV_QUOTE_NOT_CLOSED' | 'CSV_ROW_TOO_LONG' | 'JSON_NOT_CONTACTS';
  detail: string;
}

/** Contacts as rows under named columns, wherever they come from. */
export interface ContactTable {
  headers: string[];
  /** Read once; a row that cannot be told from the next is the last one given. */
  rows: AsyncIterable<Result<string[], TableRefusal>>;
}
