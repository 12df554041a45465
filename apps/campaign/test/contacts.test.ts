// What people do to address books and contacts by a console: search, edit, delete, two at once, and with another's ids.
import { request } from 'node:http';
import { optOutChanged } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Answer } from './bed';
import { type Campaign, CampaignPlay } from './campaign-play';
import { bookOf, importCsv, msisdn, newAdvertiser, newBook, phonesIn } from './people';
import { optOut } from './what-others-say';

jest.setTimeout(300_000);

let play: CampaignPlay;
beforeAll(async () => {
  play = await CampaignPlay.start();
});
afterAll(() => play?.bed.end());

interface Contact {
  id: string;
  maskedMsisdn: string;
  phone?: string;
  attributes: Record<string, string>;
  changedAt?: string;
  version: number;
}
interface Page {
  items: Contact[];
  nextCursor?: string;
  optedOut?: { at: string; ofAll: boolean };
}
interface Book {
  id: string;
  name: string;
  contacts: number;
  version: number;
}

const remove = <T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}) =>
  play.bed.send<T>('DELETE', path, undefined, headers);
const search = (bookId: string, body: object, headers: Record<string, string> = {}) =>
  play.bed.post<Page>(`/v1/address-books/${bookId}/contacts/search`, body, headers);
const seen = (version: number) => ({ 'if-match': `"${version}"` });
const code = ({ status, body }: Answer<unknown>) => `${status} ${String((body as { code?: string }).code)}`;
const phones = ({ body }: Answer<Page>) => body.items.map(({ phone }) => phone);

async function people(): Promise<string> {
  const bookId = await newBook(play.bed, play.advertiserId);
  const rows = [
    `${msisdn(1)},Camille,Lyon`,
    `${msisdn(2)},Zoé,LYON`,
    `${msisdn(3)},Léo,Lyon-Nord`,
    `${msisdn(4)},<script>alert(1)</script>,Brest`,
  ];
  expect((await importCsv(play.bed, bookId, ['phone,first_name,city', ...rows].join('\n'))).body.imported).toBe(4);
  return bookId;
}

describe('searching contacts', () => {
  test('finds them by number as people write it, by an attribute and by part of any value', async () => {
    const bookId = await people();
    expect(phones(await search(bookId, { phone: '06 39 98 00 02' }))).toEqual([msisdn(2)]);
    expect(phones(await search(bookId, { attribute: { name: 'City', value: 'lyon' } }))).toEqual([
      msisdn(1),
      msisdn(2),
    ]);
    expect(phones(await search(bookId, { text: 'lyon' }))).toEqual([1, 2, 3].map(msisdn));
    expect(phones(await search(bookId, { text: '%' }))).toEqual([]);
    expect(phones(await search(bookId, {}))).toEqual([1, 2, 3, 4].map(msisdn));
    const first = await search(bookId, { text: 'lyon', limit: 2 });
    const rest = await search(bookId, { text: 'lyon', limit: 2, cursor: first.body.nextCursor });
    expect([phones(first), phones(rest), rest.body.nextCursor]).toEqual([
      [msisdn(1), msisdn(2)],
      [msisdn(3)],
      undefined,
    ]);
    expect(first.body.items[0]).toMatchObject({ maskedMsisdn: '+336••••••01', version: 1 });
    expect(code(await search(bookId, { phone: '0639', limit: 1 }))).toBe('400 PHONE_TOO_SHORT');
    expect(code(await search(bookId, { phone: msisdn(1), text: 'x' }))).toBe('400 invalid-request');
  });

  test('shows opted-out people as such', async () => {
    const bookId = await bookOf(play.bed, play.advertiserId, 300, 302);
    const key = play.bed.keys.keyOf(msisdn(300));
    await play.bed.say(optOutChanged, optOut(key, [play.advertiserId], { at: Date.parse('2026-11-20T10:00:00Z') }));
    const found = await eventually('the opt-out is shown, and the contact is gone', async () => {
      const answer = await search(bookId, { phone: msisdn(300) });
      return answer.body.optedOut && answer.body.items.length === 0 && answer;
    });
    expect(found.body).toEqual({ items: [], optedOut: { at: '2026-11-20T10:00:00.000Z', ofAll: false } });
    expect((await search(bookId, { phone: msisdn(301) })).body).not.toHaveProperty('optedOut');
  });

  test('pages through 100,000 contacts in constant memory', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    await play.bed.sql(
      `INSERT INTO contact (address_book_id, recipient_key, msisdn, region, attributes, imported_at)
       SELECT $1, 'many ' || n, '+3363998' || lpad((n % 10000)::text, 4, '0'), 'FR',
         jsonb_build_object('rank', n::text, 'note', repeat('x', 200)), now() FROM generate_series(1, 100000) AS n`,
      [bookId],
    );
    let pages = 0;
    let all = 0;
    let cursor: string | undefined;
    do {
      const page = await search(bookId, { limit: 1_000, ...(cursor && { cursor }) });
      expect(page.body.items.length).toBeLessThanOrEqual(1_000);
      pages += 1;
      all += page.body.items.length;
      cursor = page.body.nextCursor;
    } while (cursor);
    expect([pages, all]).toEqual([100, 100_000]);

    const found: string[] = [];
    let looks = 0;
    do {
      const page: Answer<Page> = await search(bookId, {
        attribute: { name: 'rank', value: '99999' },
        ...(cursor && { cursor }),
      });
      looks += 1;
      found.push(...page.body.items.map(({ attributes }) => attributes.rank ?? ''));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(found).toEqual(['99999']);
    expect(looks).toBeGreaterThanOrEqual(5);

    expect(await remove(`/v1/address-books/${bookId}`)).toMatchObject({ status: 200, body: { deleted: true } });
    expect(code(await play.bed.get(`/v1/address-books/${bookId}/contacts`))).toBe('404 not-found');
    await eventually('nothing of it is left', async () => {
      const [left] = await play.bed.sql<{ n: string }>('SELECT count(*) AS n FROM contact WHERE address_book_id = $1', [
        bookId,
      ]);
      return left?.n === '0';
    });
  });
});

describe('a contact', () => {
  const one = async (bookId: string, n: number) =>
    (await search(bookId, { phone: msisdn(n) })).body.items[0] as Contact;
  const at = (bookId: string, { id }: Contact) => `/v1/address-books/${bookId}/contacts/${id}`;

  test('is changed by attribute name and value, and returns <script> unchanged', async () => {
    const bookId = await people();
    const contact = await one(bookId, 4);
    const changed = await play.bed.patch<Contact>(at(bookId, contact), {
      attributes: { City: null, note: '<script>alert(2)</script>', first_name: "O'Neil\u2028" },
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, phone: msisdn(4) } });
    expect(changed.body.attributes).toEqual({ note: '<script>alert(2)</script>', first_name: "O'Neil" });
    expect(changed.body.changedAt).toEqual(expect.any(String));
    expect((await play.bed.get<Contact>(at(bookId, contact))).body).toEqual(changed.body);
    for (const attributes of [{}, { x: '' }, { x: 'y\u0000' }, { x: 1 }, { ['n'.repeat(101)]: 'x' }, []]) {
      expect(code(await play.bed.patch(at(bookId, contact), { attributes }))).toBe('400 invalid-request');
    }
    const many = Object.fromEntries(Array.from({ length: 251 }, (_, n) => [`a${n}`, 'x']));
    expect(code(await play.bed.patch(at(bookId, contact), { attributes: many }))).toBe('400 invalid-request');
    expect((await one(bookId, 4)).version).toBe(2);
  });

  test('is changed by one of two concurrent requests; the other gets an error', async () => {
    const bookId = await people();
    const contact = await one(bookId, 1);
    const answers = await Promise.all(
      ['Anne', 'Bob'].map((first_name) =>
        play.bed.patch(at(bookId, contact), { attributes: { first_name } }, seen(contact.version)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({ code: 'changed-meanwhile', version: 2 });
    expect(code(await remove(at(bookId, contact), seen(1)))).toBe('412 changed-meanwhile');
    expect(code(await remove(at(bookId, contact), { 'if-match': 'W/"1"' }))).toBe('400 invalid-request');
    expect(await remove(at(bookId, contact), seen(2))).toMatchObject({ status: 200 });
    expect(code(await remove(at(bookId, contact)))).toBe('404 not-found');
    expect(await phonesIn(play.bed, bookId)).toEqual([2, 3, 4].map(msisdn));
    const again = await importCsv(play.bed, bookId, `phone\n${msisdn(1)}\n`);
    expect(again.body).toMatchObject({ imported: 1 });
  });

  test('is not found under another address book or by an invalid ID', async () => {
    const [bookId, other] = [await people(), await people()];
    const contact = await one(bookId, 1);
    expect(code(await play.bed.get(at(other, contact)))).toBe('404 not-found');
    for (const id of ['0', '-1', '1e3', '9'.repeat(19), 'x']) {
      expect(code(await play.bed.get(`/v1/address-books/${bookId}/contacts/${id}`))).toBe('400 invalid-request');
    }
  });
});

describe('an address book', () => {
  test('is renamed unless somebody else did so meanwhile', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    const path = `/v1/address-books/${bookId}`;
    expect(await play.bed.patch<Book>(path, { name: '<b>Lyon</b>' }, seen(1))).toMatchObject({
      status: 200,
      body: { name: '<b>Lyon</b>', version: 2, contacts: 0 },
    });
    expect(code(await play.bed.patch(path, { name: 'Brest' }, seen(1)))).toBe('412 changed-meanwhile');
    expect(code(await play.bed.patch(path, { name: ' ' }))).toBe('400 invalid-request');
    expect((await play.bed.get<Book>(path)).body.name).toBe('<b>Lyon</b>');
  });

  test('is deleted once no campaign or import uses it', async () => {
    const bookId = await bookOf(play.bed, play.advertiserId, 500, 503);
    const path = `/v1/address-books/${bookId}`;
    const { id } = (await play.draft(bookId)).body;
    expect(await remove(path)).toMatchObject({ status: 409, body: { code: 'address-book-in-use', campaignId: id } });
    await play.act(id, 'cancel');
    await play.bed.sql(
      `INSERT INTO import (id, advertiser_id, address_book_id, form, state, leased_until, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'csv', 'receiving', now() + interval '1 hour', now())`,
      [play.advertiserId, bookId],
    );
    expect(code(await remove(path))).toBe('409 import-under-way');
    await play.bed.sql('DELETE FROM import WHERE address_book_id = $1', [bookId]);
    expect(code(await remove(path, seen(7)))).toBe('412 changed-meanwhile');
    expect(await remove(path, seen(1))).toMatchObject({ status: 200, body: { id: bookId, deleted: true } });

    expect(code(await play.bed.get(path))).toBe('404 not-found');
    expect(code(await remove(path))).toBe('404 not-found');
    expect(code(await play.draft(bookId))).toBe('404 not-found');
    expect(code(await importCsv(play.bed, bookId, `phone\n${msisdn(1)}\n`))).toBe('404 not-found');
    const listed = await play.bed.get<{ items: Book[] }>(`/v1/address-books?advertiserId=${play.advertiserId}`);
    expect(listed.body.items.map((book) => book.id)).not.toContain(bookId);
    expect((await play.bed.get<Campaign>(`/v1/campaigns/${id}`)).body).toMatchObject({ state: 'cancelled' });
  });

  test('accepts no more of a streamed file after its deletion, and the client gets an error', async () => {
    const bookId = await newBook(play.bed, play.advertiserId);
    const lines = (from: number) => Array.from({ length: 2_000 }, (_, n) => `${msisdn(from + n)}\n`).join('');
    const path = `/v1/address-books/${bookId}/contacts?withoutConsent=true`;
    const sending = request(play.bed.service.url + path, { method: 'POST', headers: { 'content-type': 'text/csv' } });
    const answered = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      sending.on('error', reject).on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
    });
    sending.write(`phone\n${lines(0)}${msisdn(2_000)}\n`);
    await eventually('its first contacts are stored', async () => {
      const [stored] = await play.bed.sql('SELECT 1 FROM contact WHERE address_book_id = $1 LIMIT 1', [bookId]);
      return stored !== undefined;
    });
    expect((await remove(`/v1/address-books/${bookId}`)).status).toBe(200);
    sending.end(lines(2_001));
    const { status, text } = await answered;
    expect([status, JSON.parse(text)]).toMatchObject([409, { code: 'address-book-deleted' }]);
  });

  test('is visible with its contacts to its own advertiser only', async () => {
    const bookId = await people();
    const contact = (await search(bookId, { phone: msisdn(1) })).body.items[0] as Contact;
    const other = await newAdvertiser(play.bed);
    const { body } = await play.bed.post<{ key: string }>(`/v1/advertisers/${other.id}/keys`, { name: 'crm' });
    const theirs = { authorization: `Bearer ${body.key}` };
    const book = `/v1/address-books/${bookId}`;
    const one = `${book}/contacts/${contact.id}`;
    for (const answer of [
      await play.bed.patch(book, { name: 'mine' }, theirs),
      await remove(book, theirs),
      await search(bookId, {}, theirs),
      await play.bed.send('GET', one, undefined, theirs),
      await play.bed.patch(one, { attributes: { city: 'x' } }, theirs),
      await remove(one, theirs),
    ]) {
      expect(code(answer)).toBe('404 not-found');
    }
    expect((await play.bed.get<Book>(book)).body).toMatchObject({ name: 'customers', contacts: 4, version: 1 });
  });
});

test('is summarised by countries and fields, and searched by country', async () => {
  const book = await newBook(play.bed, play.advertiserId);
  await importCsv(
    play.bed,
    book,
    'phone;prénom;ville\n0639981001;Inès;Lyon\n0639981002;;Paris\n+447700900123;Bob;London\n',
  );
  const summary = await play.bed.get(`/v1/address-books/${book}/summary`);
  expect(summary.body).toEqual({
    contacts: 3,
    regions: [
      { region: 'FR', contacts: 2 },
      { region: 'GB', contacts: 1 },
    ],
    fields: [
      { name: 'ville', contacts: 3, longest: 'London' },
      { name: 'prénom', contacts: 2, longest: 'Inès' },
    ],
    consents: { complete: 0, none: 3, notGiven: 0, withoutDate: 0, withoutSource: 0, withoutWording: 0 },
  });
  const found = await search(book, { region: 'GB' });
  expect(found.body.items.map(({ attributes }) => attributes['ville'])).toEqual(['London']);
  // GSM-7 has the capital Ç alone: a short name with ç takes more room than a long one without.
  await importCsv(play.bed, book, "phone;prénom\n0639981003;Anne-Charlotte d'{O}\n0639981004;Façade\n");
  const { body } = await play.bed.get<{ fields: object[] }>(`/v1/address-books/${book}/summary`);
  expect(body.fields).toContainEqual({ name: 'prénom', contacts: 4, longest: 'Façade' });
  expect((await search(book, { region: 'GB', text: 'Lyon' })).status).toBe(400);
  expect((await play.bed.get(`/v1/address-books/${crypto.randomUUID()}/summary`)).status).toBe(404);
});
