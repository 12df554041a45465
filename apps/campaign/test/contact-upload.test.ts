import { request } from 'node:http';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { type Imported, importCsv, msisdn, newAdvertiser, newBook, phonesIn } from './people';

let bed: Bed;
let advertiserId: string;

beforeAll(async () => {
  bed = await Bed.make();
  advertiserId = (await newAdvertiser(bed)).id;
});
afterAll(() => bed.end());

const csv = { 'content-type': 'text/csv' };

test.each([
  {
    it: 'without a phone column',
    body: 'nom;prénom\nx;y\n',
    status: 400,
    code: 'CSV_NO_PHONE_COLUMN',
    says: '"nom", "prénom"',
  },
  { it: 'without a header', body: '0639980012;Zoé\n', status: 400, code: 'CSV_NO_PHONE_COLUMN', says: '"…", "Zoé"' },
  { it: 'that is empty', body: '', status: 400, code: 'CSV_EMPTY', says: 'empty' },
  { it: 'in UTF-16', body: Buffer.from('\uFEFFphone\n', 'utf16le'), status: 400, code: 'CSV_UTF16', says: 'CSV UTF-8' },
  {
    it: 'with a header twice',
    body: 'Téléphone;Nom;TÉLÉPHONE\n0639980012;Zoé;\n',
    status: 400,
    code: 'COLUMN_TWICE',
    says: '"TÉLÉPHONE" (column 3)',
  },
  {
    it: 'that is no array',
    body: '{}',
    headers: { 'content-type': 'application/json' },
    status: 400,
    code: 'JSON_NOT_CONTACTS',
    says: 'array',
  },
  {
    it: 'with a nested value',
    body: '[{"phone":{}}]',
    headers: { 'content-type': 'application/json' },
    status: 400,
    code: 'JSON_NOT_CONTACTS',
    says: '[0].[phone]',
  },
  {
    it: 'with a column for each contact',
    body: JSON.stringify(Array.from({ length: 60_000 }, (_, n) => ({ phone: '', [`k${n}`]: 1 }))),
    headers: { 'content-type': 'application/json' },
    status: 400,
    code: 'TOO_MANY_COLUMNS',
    says: '250 columns',
  },
  {
    it: 'of another type',
    body: 'phone\n',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'content-type-unknown',
    says: 'text/csv',
  },
  {
    it: 'that is compressed',
    body: 'phone\n',
    headers: { ...csv, 'content-encoding': 'gzip' },
    status: 415,
    code: 'content-encoding-unknown',
    says: 'uncompressed',
  },
])('refuses a file $it as a whole', async ({ body, headers = csv, status, code, says }) => {
  const bookId = await newBook(bed, advertiserId);
  const answer = await bed.send<Imported>('POST', `/v1/address-books/${bookId}/contacts`, body, headers);
  expect(answer).toMatchObject({ status, body: { code } });
  expect(answer.body.detail).toContain(says);
});

test('responds to a file with a refused header while megabytes are still being sent', async () => {
  const bookId = await newBook(bed, advertiserId);
  const answer = await importCsv(bed, bookId, `nom;prénom\n${'x;y\n'.repeat(3_000_000)}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'CSV_NO_PHONE_COLUMN' } });
});

test('a file that breaks half way is reported with the number of stored contacts', async () => {
  const bookId = await newBook(bed, advertiserId);
  const answer = await importCsv(bed, bookId, `phone;note\n${msisdn(50)};a\n${msisdn(51)};"never closed\n`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'CSV_QUOTE_NOT_CLOSED', imported: 1 } });
  expect(answer.body.detail).toContain('1 contacts of the rows before are imported and stay');
  expect(await phonesIn(bed, bookId)).toEqual([msisdn(50)]);
});

test('after a client disconnects, stored contacts stay, and sending the file again completes it', async () => {
  const bookId = await newBook(bed, advertiserId);
  const rows = Array.from({ length: 3_000 }, (_, n) => `${msisdn(n)}\n`).join('');
  const upload = request(`${bed.service.url}/v1/address-books/${bookId}/contacts?withoutConsent=true`, {
    method: 'POST',
    headers: csv,
  });
  upload.on('error', () => undefined);
  upload.write(`phone\n${rows}`);
  const stored = async () => (await bed.get<{ contacts: number }>(`/v1/address-books/${bookId}`)).body.contacts;
  await eventually('the first batch is stored', async () => (await stored()) === 2_000);
  upload.destroy();
  const again = await importCsv(bed, bookId, `phone\n${rows}`);
  expect(again.body).toMatchObject({ imported: 1_000, duplicates: 2_000 });
});

test('files with the same numbers in opposite orders, imported at the same time, import each number once', async () => {
  const bookId = await newBook(bed, advertiserId);
  const numbers = Array.from({ length: 2_000 }, (_, n) => msisdn(n));
  const files = [numbers, numbers.toReversed(), numbers, numbers.toReversed()].map((each) =>
    ['phone', ...each].join('\n'),
  );
  const answers = await Promise.all(files.map((file) => importCsv(bed, bookId, file)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(answers.reduce((sum, { body }) => sum + body.imported, 0)).toBe(2_000);
  expect(answers.reduce((sum, { body }) => sum + body.duplicates, 0)).toBe(6_000);
});
