import { AdvertiserDirectory } from '@stopsms/advertisers';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let published: Seen<Advertiser>[];

beforeAll(async () => {
  bed = await Bed.make();
  published = await bed.collect<Advertiser>(advertisers);
});
afterAll(() => bed.end());

const ACME = { name: 'Acme', legalName: 'ACME SAS', sender: 'ACME', shortCode: '36180', country: 'FR' };
let named = 0;
const create = (more: { sender?: string } & Record<string, unknown> = {}, headers: Record<string, string> = {}) => {
  const { sender = `ACME${(named += 1)}` } = more;
  const body = { ...ACME, legalName: `${sender} SAS`, sender, ...more };
  return bed.post<Advertiser & { detail: string }>('/v1/advertisers', body, headers);
};

test('publishes an advertiser with its short code among its codes', async () => {
  const more = {
    sender: 'ACME',
    codes: ['38100'],
    linkHosts: ['S.Example-Brand.fr'],
    webhookUrl: 'https://example.fr/hook',
  };
  const { status, body } = await create(more);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ...ACME,
    sender: 'ACME',
    senders: [{ country: 'FR', sender: 'ACME' }],
    codes: ['36180', '38100'],
    linkHosts: ['s.example-brand.fr'],
  });
  expect((await bed.get(`/v1/advertisers/${body.id}`)).body).toEqual(body);
  const { createdAt, ...fields } = body;
  await eventually('it is published', () => published.some(({ key }) => key === body.id));
  expect(published.find(({ key }) => key === body.id)?.value).toEqual({
    ...fields,
    createdAt: Date.parse(String(createdAt)),
  });
  await eventually('it is known here too', () => bed.service.get(AdvertiserDirectory).get(body.id));
});

test('two advertisers may share a code; lists are paged, latest first', async () => {
  const [first, second] = [(await create({ name: 'One' })).body, (await create({ name: 'Two' })).body];
  const page = await bed.get<{ items: Advertiser[]; nextCursor: string }>('/v1/advertisers?limit=1');
  expect(page.body.items.map(({ id }) => id)).toEqual([second.id]);
  const next = await bed.get<{ items: Advertiser[] }>(`/v1/advertisers?limit=1&cursor=${page.body.nextCursor}`);
  expect(next.body.items.map(({ id }) => id)).toEqual([first.id]);
});

test('creates one advertiser for two requests with the same Idempotency-Key', async () => {
  const key = { 'idempotency-key': 'acme-1' };
  const once = { sender: 'Once' };
  const [first, again] = await Promise.all([create(once, key), create(once, key)]);
  expect(again).toEqual(first);
  expect(await create({ name: 'Other' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  expect(await create({}, { 'idempotency-key': 'x'.repeat(256) })).toMatchObject({ status: 400 });
});

test.each([
  { it: 'a sender of digits', body: { sender: '12345' }, says: 'sender' },
  { it: 'a sender of two letters', body: { sender: 'AB' }, says: 'sender' },
  { it: 'a sender of twelve letters', body: { sender: 'ABCDEFGHIJKL' }, says: 'sender' },
  { it: 'a sender with an accent', body: { sender: 'Café' }, says: 'sender' },
  { it: 'a French code that is none', body: { shortCode: '12345' }, says: 'shortCode must be 36xxx or 38xxx' },
  { it: 'a further code that is none', body: { codes: ['36180', '99999'] }, says: 'codes[1]' },
  { it: 'an unknown country', body: { country: 'XX' }, says: 'country' },
  { it: 'a small country', body: { country: 'fr' }, says: 'country' },
  { it: 'a link host with a scheme', body: { linkHosts: ['https://x.fr'] }, says: 'linkHosts[0]' },
  { it: 'a link host of no phone', body: { linkHosts: ['s.acme.fr', 'localhost:3004'] }, says: 'linkHosts[1]' },
  { it: 'a webhook that is no URL', body: { webhookUrl: 'ftp://x.fr' }, says: 'webhookUrl' },
  { it: 'an empty name', body: { name: ' ' }, says: 'name' },
  { it: 'a name with NUL', body: { name: 'A\u0000' }, says: 'name' },
])('refuses an advertiser with $it', async ({ body, says }) => {
  const answer = await create(body);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain(says);
});

test('accepts a Belgian advertiser with a four-digit code', async () => {
  expect((await create({ country: 'BE', shortCode: '8890' })).status).toBe(201);
});

test('address books belong to an advertiser; one for an unknown advertiser is refused', async () => {
  const { id: advertiserId } = (await create()).body;
  const key = { 'idempotency-key': 'book-1' };
  const book = await bed.post('/v1/address-books', { advertiserId, name: 'VIP' }, key);
  expect(book).toMatchObject({ status: 201, body: { advertiserId, name: 'VIP' } });
  expect(await bed.post('/v1/address-books', { advertiserId, name: 'VIP' }, key)).toEqual(book);
  const listed = await bed.get<{ items: { id: string }[] }>(`/v1/address-books?advertiserId=${advertiserId}`);
  expect(listed.body.items.map(({ id }) => id)).toEqual([book.body['id']]);
  expect((await bed.get(`/v1/address-books/${book.body['id']}`)).body).toMatchObject({ contacts: 0, country: 'FR' });
  const unknown = { advertiserId: '00000000-0000-4000-8000-000000000000', name: 'x' };
  expect(await bed.post('/v1/address-books', unknown)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

describe.each([
  ['a direction that is turned', 'Lor\u202Eena', 'U+202E'],
  ['two lines', 'Lor\r\nane', 'U+000A'],
  ['an escape of terminals', 'Lor\u001B[2Kane', 'U+001B'],
  ['a space of no width', 'Lor\u200Bane', 'U+200B'],
  ['half a character', 'Lor\uD83Dane', 'U+D83D'],
])('a name with %s', (_, name, holds) => {
  const refused = (field: string) => ({
    status: 400,
    body: {
      code: 'invalid-request',
      detail: expect.stringContaining(`${field} must be one line of characters that show: it holds ${holds}.`),
    },
  });

  it('is refused for an advertiser, its legal entity and its keys', async () => {
    expect(await create({ name })).toMatchObject(refused('name'));
    expect(await create({ legalName: name })).toMatchObject(refused('legalName'));
    const { id } = (await create()).body;
    expect(await bed.post(`/v1/advertisers/${id}/keys`, { name, scopes: ['contacts'] })).toMatchObject(refused('name'));
  });

  it('is refused for an address book, and for the person who starts a campaign', async () => {
    const { id: advertiserId } = (await create()).body;
    expect(await bed.post('/v1/address-books', { advertiserId, name })).toMatchObject(refused('name'));
    const campaign = `/v1/campaigns/00000000-0000-4000-8000-000000000000`;
    expect(await bed.post(`${campaign}/pause`, { by: name })).toMatchObject(refused('by'));
  });
});

test('documents the routes of the design, each with a summary', async () => {
  const { body } = await bed.get<{ paths: Record<string, Record<string, { summary?: string }>> }>('/openapi.json');
  const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({ route: `${method.toUpperCase()} ${path}`, summary })),
  );
  expect(routes.filter(({ summary }) => !summary)).toEqual([]);
  expect(routes.map(({ route }) => route)).toEqual(
    expect.arrayContaining([
      'POST /v1/advertisers',
      'PATCH /v1/advertisers/{id}',
      'POST /v1/address-books',
      'POST /v1/address-books/{id}/contacts',
      'GET /v1/address-books/{id}/contacts',
      'POST /v1/campaigns',
      'GET /v1/campaigns/{id}',
      'PATCH /v1/campaigns/{id}',
      'POST /v1/campaigns/{id}/start',
      'POST /v1/campaigns/{id}/pause',
      'POST /v1/campaigns/{id}/resume',
      'POST /v1/campaigns/{id}/cancel',
      'POST /v1/messages',
      'GET /v1/messages/{id}',
    ]),
  );
});
