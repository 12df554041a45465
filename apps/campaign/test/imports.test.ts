import { request } from 'node:http';
import { type ConsentCollected, consentsCollected } from '@stopsms/contracts';
import { RetentionJob } from '@stopsms/service';
import { eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';
import { type Imported, msisdn, newAdvertiser, newBook, phonesIn } from './people';

let bed: Bed;
let advertiserId: string;

beforeAll(async () => {
  bed = await Bed.make();
  advertiserId = (await newAdvertiser(bed)).id;
});
afterAll(() => bed.end());

interface Import extends Imported {
  id: string;
  state: string;
  rows: { done: number; all?: number };
  optedOut: number;
}
interface Rows {
  items: { row: number; code: string; reason: string; number?: string }[];
  nextCursor?: string;
}

const HEAD = 'Téléphone;Prénom;Date de consentement;Origine du consentement;Texte du consentement';
const consented = (n: number) => `${msisdn(n)};Zoé;25/11/2025;caisse;J’accepte`;
const bare = (n: number) => `${msisdn(n)};Léo;;;`;
const file = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\r\n').replaceAll('’', "'"), 'latin1');

const upload = <T = Import>(bookId: string, body: Buffer, path = 'imports') =>
  bed.send<T>('POST', `/v1/address-books/${bookId}/${path}`, body, { 'content-type': 'text/csv' });
const importNow = async (id: string) => (await bed.get<Import>(`/v1/imports/${id}`)).body;
const over = (id: string) =>
  eventually('the import is over', async () => {
    const now = await importNow(id);
    return now.state === 'completed' && now;
  });
const rowsOf = (id: string, query: string) => bed.get<Rows>(`/v1/imports/${id}/rows?${query}`);

test('an address book with half of its consents missing: the check reports it and the import counts it', async () => {
  const bookId = await newBook(bed, advertiserId);
  const book = file(...[0, 1, 2].map(consented), ...[3, 4, 5].map(bare), 'inconnu;Word;;;', consented(0));
  const checked = await upload<Imported>(bookId, book, 'imports/check');
  const counts = { imported: 6, withConsent: 3, refusedCount: 2, duplicates: 1 };
  expect(checked).toMatchObject({ status: 200, body: counts });
  expect(checked.body.summary).toBe(
    '6 contacts would be imported, 3 with a provable consent. Full enforcement refuses adverts to the other 3 (CONSENT_MISSING) unless compliance knows their consent from elsewhere.',
  );
  expect(await phonesIn(bed, bookId)).toEqual([]);

  const received = await upload(bookId, book);
  expect(received).toMatchObject({ status: 202, body: { rows: { all: 8 } } });
  const done = await over(received.body.id);
  expect(done).toMatchObject({ ...counts, rows: { done: 8, all: 8 } });
  expect(await phonesIn(bed, bookId)).toEqual([0, 1, 2, 3, 4, 5].map(msisdn));
  expect((await rowsOf(done.id, '')).body.items.map(({ row, code, number }) => [row, code, number])).toEqual([
    [7, 'PHONE_NOT_A_NUMBER', 'inconnu'],
    [8, 'DUPLICATE', msisdn(0).replace(/^(...)\d+(\d\d)$/, '$1•••••••$2')],
  ]);
  const again = await upload<Imported>(bookId, book, 'imports/check');
  expect(again.body).toMatchObject({ imported: 0, duplicates: 7 });
});

test('lists refused rows and warnings page by page, in the order of the file', async () => {
  const bookId = await newBook(bed, advertiserId);
  const rows = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? `x${n};;;;` : `${msisdn(100 + n)};Zoé;soon;a;b`));
  const { body } = await upload(bookId, file(consented(199), ...rows));
  await over(body.id);
  const first = await rowsOf(body.id, 'limit=4');
  expect(first.body.items.map(({ row }) => row)).toEqual([2, 4, 6, 8]);
  const rest = await rowsOf(body.id, `limit=4&cursor=${first.body.nextCursor}`);
  expect(rest.body.items.map(({ row }) => row)).toEqual([10, 12]);
  expect(rest.body).not.toHaveProperty('nextCursor');
  const warnings = await rowsOf(body.id, 'kind=warnings');
  expect(warnings.body.items.map(({ row, code }) => [row, code])).toEqual(
    [3, 5, 7, 9, 11, 13].map((row) => [row, 'CONSENT_DATE_UNREADABLE']),
  );
});

test.each([
  { it: 'without a consent', book: () => file(bare(200), bare(201)), code: 'CONSENT_UNUSABLE' },
  { it: 'with a header twice', book: () => Buffer.from('tel;Nom;TÉL.\n0639980200;x;\n'), code: 'COLUMN_TWICE' },
  {
    it: 'broken in its last row',
    book: () => file(...Array.from({ length: 3_000 }, (_, n) => consented(n)), '0639980200;"never closed'),
    code: 'CSV_QUOTE_NOT_CLOSED',
  },
])('refuses a file $it before storing any of it', async ({ book, code }) => {
  const bookId = await newBook(bed, advertiserId);
  for (const path of ['imports', 'imports/check']) {
    expect(await upload(bookId, book(), path)).toMatchObject({ status: 400, body: { code } });
  }
  expect(await phonesIn(bed, bookId)).toEqual([]);
  expect((await bed.get(`/v1/address-books/${bookId}/imports`)).body).toEqual({ items: [] });
});

test('counts consents that appear late in a file, and imports contacts without any if the caller confirms', async () => {
  const bookId = await newBook(bed, advertiserId);
  const late = await upload(bookId, file(...Array.from({ length: 2_500 }, (_, n) => bare(n)), consented(2_500)));
  expect(await over(late.body.id)).toMatchObject({ imported: 2_501, withConsent: 1 });
  const meant = await upload(bookId, file(bare(2_600)), 'imports?withoutConsent=true');
  expect(await over(meant.body.id)).toMatchObject({ imported: 1, withConsent: 0 });
});

test('column headers that no database stores prevent neither this import nor later ones', async () => {
  const bookId = await newBook(bed, advertiserId);
  const heads = `${HEAD};note\0;${'x'.repeat(99)}😀`;
  const { body } = await upload(bookId, Buffer.from(`${heads}\r\n${consented(300)};a;b\r\n`));
  expect(await over(body.id)).toMatchObject({ imported: 1, withConsent: 1 });
});

test('an interrupted upload stores nothing', async () => {
  const bookId = await newBook(bed, advertiserId);
  const sending = request(`${bed.service.url}/v1/address-books/${bookId}/imports`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
  });
  sending.on('error', () => undefined);
  sending.write(file(...Array.from({ length: 9_000 }, (_, n) => consented(n))));
  const imports = async () => (await bed.get<{ items: Import[] }>(`/v1/address-books/${bookId}/imports`)).body.items;
  const [receiving] = await eventually('it is being received', async () => {
    const items = await imports();
    return items.length > 0 && items;
  });
  expect(receiving).toMatchObject({ state: 'receiving', rows: { done: 0 } });
  sending.destroy();
  await eventually('it is forgotten', async () => (await imports()).length === 0);
  expect(await phonesIn(bed, bookId)).toEqual([]);
  expect(await bed.get(`/v1/imports/${receiving?.id}`)).toMatchObject({ status: 404 });
});

test('an interrupted import continues where it was, and two replicas count no row twice', async () => {
  const bookId = await newBook(bed, advertiserId);
  const consents = await bed.collect<ConsentCollected>(consentsCollected);
  const rows = Array.from({ length: 9_000 }, (_, n) => (n % 10 === 9 ? `no number ${n};;;;` : consented(n)));
  const received: Answer<Import> = await upload(bookId, file(...rows));
  const { id } = received.body;
  await eventually('it has begun', async () => (await importNow(id)).rows.done > 0);
  const [, replica] = await Promise.all([bed.service.close(), bed.startReplica()]);
  await bed.startService();
  try {
    // As after a crash, and as if each took the other for dead: both go on with it.
    await eventually('it is done', async () => {
      await bed.sql(`UPDATE import SET leased_until = now() WHERE id = $1`, [id]);
      return (await importNow(id)).state === 'completed';
    });
    const done = await over(id);
    expect(done).toMatchObject({ imported: 8_100, withConsent: 8_100, refusedCount: 900, duplicates: 0 });
    expect(done.rows).toEqual({ done: 9_000, all: 9_000 });
    const mine = () => consents.filter(({ value }) => value.collectedBy.includes(bookId));
    await eventually('each consent is published once', () => mine().length === 8_100);
    expect(new Set(mine().map(({ value }) => value.recipientKey)).size).toBe(8_100);
  } finally {
    await replica.close();
  }
});

test('deletes a file whose upload ended with its replica, and none that is still being received', async () => {
  const bookId = await newBook(bed, advertiserId);
  const receiving = async (lease: string) => {
    const [row] = await bed.sql(
      `INSERT INTO import (id, advertiser_id, address_book_id, form, state, leased_until, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'csv', 'receiving', now() + $3::interval, now()) RETURNING id`,
      [advertiserId, bookId, lease],
    );
    return String(row?.id);
  };
  const [dead, alive] = [await receiving('-1 second'), await receiving('1 hour')];
  await bed.service.get(RetentionJob).apply();
  const left = await bed.sql('SELECT id FROM import WHERE id = ANY ($1::uuid[])', [[dead, alive]]);
  expect(left).toEqual([{ id: alive }]);
});

test('returns 404 for an unknown import', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  for (const path of [`/v1/imports/${id}`, `/v1/imports/${id}/rows`, `/v1/address-books/${id}/imports`]) {
    expect(await bed.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  }
});
