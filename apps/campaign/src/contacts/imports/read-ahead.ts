import { type Result, refused } from '@stopsms/kernel';
import type { TableRefusal } from './contact-table';

type Row = Result<string[], TableRefusal>;

/** Rows whose columns are known before the first of them is read, and their characters: as many as are stored at once. */
export const AHEAD_ROWS = 2_000;
const AHEAD_CHARACTERS = 1_000_000;

/**
 * Reads rows before the first is given, so that a column which only a later one has counts for it too. Bounded: what comes after, comes as
 * it is read.
 */
export async function readAhead(rows: AsyncGenerator<Row>): Promise<AsyncGenerator<Row>> {
  const ahead: Row[] = [];
  let characters = 0;
  let fault: { error: unknown } | undefined;
  try {
    while (ahead.length < AHEAD_ROWS && characters < AHEAD_CHARACTERS) {
      const next = await rows.next();
      if (next.done) break;
      ahead.push(next.value);
      if (!next.value.ok) break;
      characters += next.value.value.reduce((sum, value) => sum + value.length, 0);
    }
  } catch (error) {
    if (ahead.length === 0) throw error;
    fault = { error };
  }
  return afterwards(ahead, fault, rows);
}

async function* afterwards(
  ahead: Row[],
  fault: { error: unknown } | undefined,
  rest: AsyncGenerator<Row>,
): AsyncGenerator<Row> {
  yield* ahead;
  // A stream that broke off after rows has given these; the error comes where it was.
  if (fault) throw fault.error;
  yield* rest;
}

/** @param row - data row, from 1 */
export const agreementColumnLate = (row: number, column: string) =>
  refused<TableRefusal>({
    code: 'JSON_NOT_CONTACTS',
    detail: `Contact ${row} is the first with "${column}", which says whether people agreed, and the contacts before it were read without. Give each contact this field, or the first one.`,
  });
