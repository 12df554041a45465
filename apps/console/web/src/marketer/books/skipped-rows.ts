import type { RemarkedRow } from '../parts';

const VALUE = /"((?:[^"]|"")*)"/g;

const COLUMNS = 4;
/** The service puts an apostrophe before a value that would be a formula. */
const GUARD = /^'(?=[=+\-@＝＋－＠\t\r\n])/;

/** Rows of `/v1/imports/{id}/rows.csv`, where every value is quoted. */
export function parseSkippedRows(file: string): RemarkedRow[] {
  const values = [...file.matchAll(VALUE)].map(([, value = '']) => value.replaceAll('""', '"').replace(GUARD, ''));
  const rows: RemarkedRow[] = [];
  for (let at = COLUMNS; at + COLUMNS <= values.length; at += COLUMNS) {
    const [row = '', code = '', reason = '', number = ''] = values.slice(at, at + COLUMNS);
    rows.push({ row: Number(row), code, reason, number });
  }
  return rows;
}
