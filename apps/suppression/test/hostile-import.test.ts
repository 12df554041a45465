import type { RunningService } from '@stopsms/bootstrap';
import fc from 'fast-check';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  service = await bed.startReady();
});
afterAll(() => bed.end());

interface Answer {
  status: number;
  body: { imported: number; refusedCount: number; refused: unknown[]; code?: string; detail?: string };
}

async function post(csv: NonNullable<RequestInit['body']>, query = '', headers: Record<string, string> = {}) {
  const response = await fetch(`${service.url}/v1/opt-outs/import${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...headers },
    body: csv,
  });
  return { status: response.status, body: await response.json() } as Answer;
}

test.each([
  { it: 'nothing', csv: '', status: 400, code: 'CSV_EMPTY' },
  { it: 'UTF-16', csv: Buffer.from('\ufeffphone\n', 'utf16le'), status: 400, code: 'CSV_UTF16' },
  { it: 'no column of numbers', csv: 'name\nCamille', status: 400, code: 'CSV_COLUMN_MISSING' },
  { it: 'a quote never closed', csv: 'phone\n"0639980001', status: 400, code: 'CSV_QUOTE_NOT_CLOSED' },
  { it: 'a field of a megabyte', csv: `phone\n${'1'.repeat(1_000_000)}`, status: 400, code: 'CSV_ROW_TOO_LONG' },
  { it: 'a header of separators', csv: ';'.repeat(3_000_000), status: 400, code: 'CSV_ROW_TOO_LONG' },
])('refuses $it with a reason', async ({ csv, status, code }) => {
  expect(await post(csv, `?advertiserId=${acme}`)).toMatchObject({ status, body: { code, imported: 0 } });
});

test('other forms and unknown advertisers are refused before anything is read', async () => {
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  expect(await post('x', '', form)).toMatchObject({ status: 415, body: { code: 'content-type-unknown' } });
  const packed = { 'content-encoding': 'gzip' };
  expect(await post('x', '', packed)).toMatchObject({ status: 415, body: { code: 'content-encoding-unknown' } });
  const nobody = '?advertiserId=00000000-0000-4000-8000-000000000000';
  expect(await post('phone\n', nobody)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

test('any bytes are answered with a report or a reasoned refusal', async () => {
  const words = fc.constantFrom(
    'phone',
    'scope',
    'at',
    ';',
    ',',
    '\t',
    '"',
    '\n',
    '\r',
    '0639980041',
    '*',
    '\0',
    'é',
    '""',
  );
  const text = fc.array(words, { maxLength: 200 }).map((parts) => Buffer.from(parts.join('')));
  const headed = fc
    .tuple(fc.constantFrom('phone;scope\n', '"phone",at\r\n', 'scope\tphone\n'), fc.uint8Array({ maxLength: 2_000 }))
    .map(([header, bytes]) => Buffer.concat([Buffer.from(header), bytes]));
  const anything = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, headed, anything), async (bytes) => {
      const { status, body } = await post(bytes);
      expect([200, 400]).toContain(status);
      expect(typeof (status === 200 ? body.refusedCount : body.detail)).not.toBe('undefined');
      expect(body.refusedCount).toBeGreaterThanOrEqual(body.refused.length);
    }),
    { numRuns: 300 },
  );
});

test('a hundred thousand columns are a row like any other', async () => {
  const wide = `${';'.repeat(50_000)}phone${';'.repeat(49_999)}`;
  const { status, body } = await post(
    `${wide}\n${';'.repeat(50_000)}0639980051${';'.repeat(9)}`,
    `?advertiserId=${acme}`,
  );
  expect([status, body.imported]).toEqual([200, 1]);
});
