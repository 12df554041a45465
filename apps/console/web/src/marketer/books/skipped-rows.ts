import type { RemarkedRow } from '../parts';

/** Byte order mark by which a spreadsheet detects UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
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

/** A value as CSV has it, and as no spreadsheet takes it for a formula. */
const quoted = (value: string): string => `"${value.replace(/^[=+\-@＝＋－＠\t\r\n]/, "'$&").replaceAll('"', '""')}"`;

/** CSV that a spreadsheet opens. */
export const csvOf = (lines: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + lines.map((line) => `${line.map(quoted).join(';')}\r\n`).join('');
