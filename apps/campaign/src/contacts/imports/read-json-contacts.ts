import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type DateForm, type Result, ok, refused } from '@stopsms/kernel';
import { JSONParser } from '@streamparser/json';
import { contactOfReceipt, isConsentReceipt } from './consents/consent-receipt.rule';
import { readAhead } from './read-ahead';
import { type ContactTable, MAX_COLUMNS, type TableRefusal, tooManyColumns } from './contact-table';

/** Maximum size of a contact, the same as that of a CSV row. */
const MAX_CONTACT_BYTES = 64 * 1024;

/**
 * Reads a JSON array of flat objects, or of consent records of ISO/IEC TS 27560, as it comes, as a table whose columns are the names
 * of the first contacts, and those seen since. Memory does not grow with the array.
 * @param chunks - the bytes of the body; an error in them is thrown on by `rows`
 * @param dates - form of the times in consent records
 */
export async function readJsonContacts(
  chunks: AsyncIterable<Buffer>,
  dates?: DateForm,
): Promise<Result<ContactTable, TableRefusal>> {
  const headers: string[] = [];
  const rows = await readAhead(rowsOf(elementsOf(chunks), headers, dates));
  const first = await rows.next();
  if (first.done) return ok({ headerRows: 0, headers, rows });
  if (!first.value.ok) return first.value;
  return ok({ headerRows: 0, headers, rows: startingWith(first.value, rows) });
}

type Row = Result<string[], TableRefusal>;

async function* startingWith(first: Row, rest: AsyncGenerator<Row>): AsyncGenerator<Row> {
  yield first;
  yield* rest;
}

/** @param headers - grows with each name that is new */
async function* rowsOf(elements: AsyncGenerator<Result<unknown, TableRefusal>>, headers: string[], dates?: DateForm) {
  const columns = new Map<string, number>();
  let index = 0;
  for await (const element of elements) {
    const row: Row = element.ok ? rowOf(element.value, index, columns, headers, dates) : element;
    yield row;
    if (!row.ok) return;
    index += 1;
  }
}

function rowOf(
  contact: unknown,
  index: number,
  columns: Map<string, number>,
  headers: string[],
  dates?: DateForm,
): Row {
  if (typeof contact !== 'object' || contact === null || Array.isArray(contact)) return refused(notContacts([index]));
  const cells: [number, string][] = [];
  const flat = isConsentReceipt(contact) ? contactOfReceipt(contact, dates) : contact;
  for (const [name, value] of Object.entries(flat)) {
    if (typeof value === 'object' && value !== null) return refused(notContacts([index, name]));
    let column = columns.get(name);
    if (column === undefined) {
      if (headers.length === MAX_COLUMNS) return refused(tooManyColumns(`Contact ${index + 1}`));
      column = headers.push(name) - 1;
      columns.set(name, column);
    }
    cells.push([column, String(value ?? '')]);
  }
  const row = new Array<string>(headers.length).fill('');
  for (const [column, text] of cells) row[column] = text;
  return ok(row);
}

/** The elements of the array, each once it is whole. */
async function* elementsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Result<unknown, TableRefusal>> {
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  let found: unknown[] = [];
  parser.onValue = ({ value }) => void found.push(value);
  let isArray = true;
  let index = 0;
  let waited = 0;
  let begun = false;
  for await (const chunk of chunks) {
    const problem = write(parser, chunk);
    if (!begun) {
      const first = /[^\s\ufeff]/.exec(chunk.toString('utf8'))?.[0];
      begun = first !== undefined;
      isArray &&= first === undefined || first === '[';
    }
    if (!isArray) return yield refused(notContacts([]));
    for (const value of found) yield ok(value);
    // As in a CSV: what has come already lets others run.
    await yieldToEventLoop();
    index += found.length;
    waited = found.length > 0 ? 0 : waited + chunk.length;
    found = [];
    if (problem || waited > MAX_CONTACT_BYTES) return yield refused(problem ? NOT_JSON : notContacts([index]));
  }
  if (!begun || !parser.isEnded) yield refused(begun ? NOT_JSON : notContacts([]));
}

function write(parser: JSONParser, chunk: Buffer): unknown {
  try {
    parser.write(chunk);
    return undefined;
  } catch (error) {
    return error;
  }
}

const EXAMPLE = 'Send [{"phone": "+33639980012", "first_name": "Camille"}].';

const NOT_JSON: TableRefusal = {
  code: 'JSON_NOT_CONTACTS',
  detail: `The body is not valid JSON to its end. Check quotes, commas and brackets, and that it is complete. ${EXAMPLE}`,
};

const notContacts = (path: (string | number)[]): TableRefusal => ({
  code: 'JSON_NOT_CONTACTS',
  detail: `The body is not an array of flat objects of 64 KB at most${path.length > 0 ? ` at [${path.join('].[')}]` : ''}. ${EXAMPLE}`,
});
