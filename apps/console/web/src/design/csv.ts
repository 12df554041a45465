/** Byte order mark by which a spreadsheet detects UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A value as CSV has it, and as no spreadsheet takes it for a formula. */
const quoted = (value: string): string => `"${value.replace(/^[=+\-@＝＋－＠\t\r\n]/, "'$&").replaceAll('"', '""')}"`;

/** CSV that a spreadsheet opens: with semicolons, as French Excel reads it. */
export const csvOf = (lines: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + lines.map((line) => `${line.map(quoted).join(';')}\r\n`).join('');

export const csvFile = (lines: readonly (readonly string[])[]): Blob => new Blob([csvOf(lines)], { type: 'text/csv' });
