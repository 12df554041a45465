import fc from 'fast-check';
import { CsvFile } from './csv-file';

async function* inChunks(bytes: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(from, (from += size));
  }
}

async function read(bytes: Buffer, sizes = [bytes.length || 1]) {
  const file = new CsvFile(inChunks(bytes, sizes), 'rows');
  const all: string[][] = [];
  for await (const row of file.rows()) all.push(row);
  const [headers = [], ...rows] = all;
  return { headers, rows, ...(file.refusal && { refusal: file.refusal }) };
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const TABLE = {
  headers: ['phone', 'prénom'],
  rows: [
    ['0639980012', 'Zoé'],
    ['0639980013', 'Noël'],
  ],
};
const csv = (delimiter: string, end: string) =>
  [`phone${delimiter}prénom`, `0639980012${delimiter}Zoé`, `0639980013${delimiter}Noël`, ''].join(end);

test.each([
  ['commas', Buffer.from(csv(',', '\n'))],
  ['semicolons and Windows line ends', Buffer.from(csv(';', '\r\n'))],
  ['tabs and old Mac line ends', Buffer.from(csv('\t', '\r'))],
  ['a BOM', Buffer.concat([BOM, Buffer.from(csv(';', '\r\n'))])],
  ['Windows-1252', Buffer.from(csv(';', '\r\n'), 'latin1')],
  ['no line end at its end', Buffer.from(csv(';', '\n').trimEnd())],
  ['line ends of two kinds', Buffer.from(`phone;prénom\r\n0639980012;Zoé\n0639980013;Noël\r\n`)],
  ['empty lines before the header', Buffer.from(`\r\n\r\n${csv(';', '\r\n')}`)],
])('a file with %s is read', async (_, bytes) => {
  expect(await read(bytes)).toEqual(TABLE);
});

test('Windows-1252 has characters that Latin-1 has not', async () => {
  const bytes = Buffer.concat([Buffer.from('phone;note\n1;'), Buffer.from([0x80, 0x20, 0x9c, 0x92, 0xe9])]);
  expect((await read(bytes)).rows).toEqual([['1', '€ œ’é']]);
});

test('each field may be in its own encoding', async () => {
  const bytes = Buffer.concat([Buffer.from('phone;a;b\n1;Zoé;'), Buffer.from('Zoé\n', 'latin1')]);
  expect((await read(bytes)).rows).toEqual([['1', 'Zoé', 'Zoé']]);
});

test('quotes hold delimiters, line ends and quotes', async () => {
  const bytes = Buffer.from('phone;"a ; b"\n1;"two\r\nlines"\n2;"a ""quoted"" word"\n3;a "loose" quote\n');
  expect(await read(bytes)).toEqual({
    headers: ['phone', 'a ; b'],
    rows: [
      ['1', 'two\r\nlines'],
      ['2', 'a "quoted" word'],
      ['3', 'a "loose" quote'],
    ],
  });
});

test('rows may be shorter or longer than the header', async () => {
  expect((await read(Buffer.from('phone,a\n1\n2,x,y\n'))).rows).toEqual([['1'], ['2', 'x', 'y']]);
});

test.each([
  ['an empty file', Buffer.alloc(0), 'CSV_EMPTY'],
  ['a file of line ends', Buffer.from('\r\n\r\n'), 'CSV_EMPTY'],
  ['a BOM and nothing else', BOM, 'CSV_EMPTY'],
  ['UTF-16', Buffer.from('\uFEFFphone;a\n1;2\n', 'utf16le'), 'CSV_UTF16'],
  ['a quote that is never closed', Buffer.from('phone;a\n1;"x\n2;y\n'), 'CSV_QUOTE_NOT_CLOSED'],
  [
    'a quote that is never closed in a long file',
    Buffer.from(`phone;a\n1;"x\n${'2;y\n'.repeat(40_000)}`),
    'CSV_ROW_TOO_LONG',
  ],
  ['a header without end', Buffer.alloc(2_000_000, 'x'), 'CSV_ROW_TOO_LONG'],
  ['three million empty fields', Buffer.from(`phone;a\n${';'.repeat(3_000_000)}`), 'CSV_ROW_TOO_LONG'],
])('%s is refused', async (_, bytes, code) => {
  const { refusal } = await read(bytes, [65_536]);
  expect(refusal).toMatchObject({ code });
});

test('returns rows before a broken one, and the refusal names it', async () => {
  const { rows, refusal } = await read(Buffer.from('phone;a\n1;x\n2;"y\n'));
  expect(rows).toEqual([['1', 'x']]);
  expect(refusal?.detail).toContain('Data row 2');
});

test('an error of the source is thrown', async () => {
  async function* breaking(): AsyncGenerator<Buffer> {
    yield Buffer.from('phone\n1\n');
    throw new Error('aborted');
  }
  const rows = new CsvFile(breaking(), 'rows').rows();
  expect((await rows.next()).value).toEqual(['phone']);
  await expect(async () => {
    for await (const row of rows) expect(row).toEqual(['1']);
  }).rejects.toThrow('aborted');
});

test('no more is read than rows are taken, so memory does not grow with the file; ending early ends the source', async () => {
  let [given, ended] = [0, false];
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        given += 1;
        yield Buffer.from('0639980012;x\n'.repeat(100));
      }
    } finally {
      ended = true;
    }
  }
  let taken = 0;
  for await (const _ of new CsvFile(endless(), 'rows').rows()) {
    taken += 1;
    expect(given * 100 - taken).toBeLessThanOrEqual(200);
    if (taken === 1_000) break;
  }
  expect(ended).toBe(true);
});

test.each([
  ['.xlsx and .ods', Buffer.from('PK\u0003\u0004 anything')],
  ['.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('a workbook (%s) is refused as such', async (_, bytes) => {
  async function* file(): AsyncGenerator<Buffer> {
    yield bytes.subarray(0, 5);
    yield bytes.subarray(5);
  }
  const csv = new CsvFile(file(), 'rows');
  expect(await csv.rows().next()).toMatchObject({ done: true });
  expect(csv.refusal).toMatchObject({ code: 'CSV_SPREADSHEET' });
});

test('the size of the chunks does not matter', async () => {
  const field = fc.string({
    unit: fc.constantFrom('a', 'é', '€', ' ', ';', ',', '"', '\n', '\r\n', '0'),
    maxLength: 8,
  });
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      async (rows, sizes, end) => {
        const lines = [['phone', 'note'], ...rows].map((row) => row.map(quoted).join(';'));
        const bytes = Buffer.from(lines.join(end) + end);
        expect(await read(bytes, sizes)).toEqual({ headers: ['phone', 'note'], rows });
      },
    ),
    { numRuns: 300 },
  );
});
