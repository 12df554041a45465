import fc from 'fast-check';
import { CsvUpload } from './csv-upload';

async function read(bytes: Uint8Array, chunkBytes = bytes.length || 1): Promise<{ rows: string[][]; code?: string }> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield Buffer.from(bytes.subarray(at, at + chunkBytes));
  }
  const upload = new CsvUpload(chunks());
  const rows: string[][] = [];
  for await (const row of upload.rows()) rows.push(row);
  return { rows, ...(upload.refusal && { code: upload.refusal.code }) };
}

test.each([
  { it: 'commas', text: 'a,b\n1,2\n' },
  { it: 'semicolons, though the fields hold commas', text: 'a;b\n1;"2"' },
  { it: 'tabs and carriage returns', text: 'a\tb\r1\t2\r' },
  { it: 'a BOM and blank lines before the header', text: '\ufeff\r\n\r\na;b\r\n1;2' },
  { it: 'a delimiter inside a quoted header', text: '"a";"b"\n 1 ; 2 ' },
])('a file with $it is read', async ({ text }) => {
  expect((await read(Buffer.from(text))).rows.slice(0, 2)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('each field is read in the encoding it has', async () => {
  const glued = Buffer.concat([Buffer.from('name;é\n'), Buffer.from('été;d\x92été\n', 'latin1')]);
  expect(await read(glued)).toEqual({
    rows: [
      ['name', 'é'],
      ['été', 'd été'],
    ],
  });
});

test.each([
  { it: 'nothing', text: '', code: 'CSV_EMPTY', rows: 0 },
  { it: 'blank lines', text: '\n\r\n', code: 'CSV_EMPTY', rows: 0 },
  { it: 'a quote never closed', text: 'a\n1\n"2\n3', code: 'CSV_QUOTE_NOT_CLOSED', rows: 2 },
  { it: 'a huge field', text: `a\n1\n${'x'.repeat(70_000)}\n2`, code: 'CSV_ROW_TOO_LONG', rows: 2 },
])('of $it the rows before are given, and the rest is refused', async ({ text, code, rows }) => {
  const found = await read(Buffer.from(text), 1_000);
  expect([found.code, found.rows.length]).toEqual([code, rows]);
});

test('how the bytes are cut into chunks changes nothing', async () => {
  const cell = fc.constantFrom('0639980012', 'é', '"a;b"', '"a\nb"', '', 'x');
  const file = fc
    .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 })
    .map((rows) => Buffer.from(rows.map((row) => row.join(';')).join('\r\n')));
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
      expect(await read(bytes, size)).toEqual(await read(bytes));
    }),
  );
});

test('whatever bytes come, rows of text or a refusal come out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
      for (const value of (await read(bytes, 7)).rows.flat()) expect(value).not.toMatch(/\0/);
    }),
    { numRuns: 500 },
  );
});

test.each([Buffer.from('PK\u0003\u0004 anything\n'), Buffer.from('d0cf11e0a1b11ae1', 'hex')])(
  'a workbook is named as one',
  async (bytes) => {
    async function* file(): AsyncGenerator<Buffer> {
      yield bytes;
    }
    const upload = new CsvUpload(file());
    for await (const row of upload.rows()) expect(row).toBeUndefined();
    expect(upload.refusal).toMatchObject({ code: 'CSV_SPREADSHEET' });
  },
);

test('no more is read than rows are taken, so memory does not grow with the file; and whoever stops, stops the source', async () => {
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
  for await (const _ of new CsvUpload(endless()).rows()) {
    taken += 1;
    expect(given * 100 - taken).toBeLessThanOrEqual(200);
    if (taken === 1_000) break;
  }
  expect(ended).toBe(true);
});
