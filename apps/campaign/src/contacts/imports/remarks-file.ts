import type { RemarkView } from './find-imports';
import type { Page } from '../../http-parts/page';

/** Mark by which Excel recognises UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['row', 'code', 'reason', 'number'];

/** A value as CSV has it, and as no spreadsheet takes it for a formula. */
const quoted = (value: string): string => `"${value.replace(/^[=+\-@＝＋－＠\t\r\n]/, "'$&").replaceAll('"', '""')}"`;
const lineOf = (values: string[]): string => `${values.map(quoted).join(';')}\r\n`;

/** @param read - a page after a row */
export async function* remarkLines(read: (after: number) => Promise<Page<RemarkView>>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + lineOf(HEAD);
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: Page<RemarkView> = await read(after);
    yield page.items.map(({ row, code, reason, number = '' }) => lineOf([String(row), code, reason, number])).join('');
    after = page.nextCursor === undefined ? undefined : Number(page.nextCursor);
  }
}

export const REMARKS_EXAMPLE =
  '"row";"code";"reason";"number"\r\n"17";"PHONE_LANDLINE";"The number is a landline, which receives no SMS.";"01 •• •• •• 03"\r\n';
