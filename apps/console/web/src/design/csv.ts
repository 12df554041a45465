/** Signs with which a spreadsheet begins a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Table as a file for spreadsheets: UTF-8 with its mark, and semicolons, as French Excel opens it. No cell is run as a formula. */
export const csvFile = (rows: readonly (readonly string[])[]): Blob =>
  new Blob(['\ufeff', rows.map((row) => row.map(cellOf).join(';')).join('\r\n'), '\r\n'], { type: 'text/csv' });
