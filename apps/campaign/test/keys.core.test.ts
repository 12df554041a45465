// What is real: the campaign service with keys needed, its database and the topic by which every service learns them.
import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import { type Seen, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const alice = bearer(OPERATOR);

interface Made {
  id: string;
  key: string;
}

let bed: Bed;
let published: Seen<Advertiser>[];
let lorane: string;
let bricolis: string;
let key: Made;

const get = <T = Record<string, unknown>>(path: string, headers: Record<string, string>) =>
  bed.send<T>('GET', path, undefined, headers);
const code = ({ status, body }: Answer<unknown>) => `${status} ${String((body as { code?: string }).code)}`;

beforeAll(async () => {
  bed = await Bed.make({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}`, API_RATE_PER_SECOND: '25' });
  published = await bed.collect<Advertiser>(advertisers);
  [lorane, bricolis] = [await advertiser('Lorane'), await advertiser('Bricolis')];
  key = await makeKey('crm');
});
afterAll(() => bed?.end());

async function advertiser(name: string): Promise<string> {
  const account = { name, legalName: `${name} SAS`, sender: name, shortCode: '36180', country: 'FR' };
  return (await bed.post<Made>('/v1/advertisers', account, alice)).body.id;
}

async function makeKey(name: string, more = {}): Promise<Made> {
  const made = await bed.post<Made>(`/v1/advertisers/${lorane}/keys`, { name, ...more }, alice);
  expect(made.status).toBe(201);
  return made.body;
}

test('without a key, only public routes respond', async () => {
  const { body } = await get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json', {});
  const routes = Object.entries(body.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, of]) => Object.keys(of).map((method) => [method, path] as const));
  expect(routes.length).toBeGreaterThan(15);
  for (const [method, path] of routes) {
    const answer = await bed.send(method.toUpperCase(), path.replaceAll(/{\w+}/g, lorane), undefined, {});
    expect([method, path, code(answer)]).toEqual([method, path, '401 key-missing']);
  }
  // Who asks is settled before a body is read, be it ten megabytes of anything.
  const broken = { 'content-type': 'application/json' };
  expect(code(await bed.send('POST', '/v1/messages', '{', broken))).toBe('401 key-missing');
  expect((await bed.send('POST', '/v1/messages', '{', { ...broken, ...alice })).status).toBe(400);
  for (const path of ['/health/live', '/health/ready']) expect((await get(path, {})).status).toBe(200);
  const refused = await fetch(`${bed.service.url}/v1/campaigns`, { headers: bearer(`${key.key}x`) });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toBe(
    'Bearer realm="stopsms", error="invalid_token", error_description="the key is unknown, revoked or expired"',
  );
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
});

test('an advertiser’s key gives access to its own objects', async () => {
  const own = bearer(key.key);
  const book = await bed.post<Made>('/v1/address-books', { advertiserId: lorane, name: 'Clients' }, own);
  expect(book.status).toBe(201);
  const message = {
    advertiserId: lorane,
    category: 'informative',
    to: '+33639980101',
    text: 'Lorane : RDV mardi 10h.',
  };
  const sent = await bed.post<Made>('/v1/messages', message, own);
  expect(sent.status).toBe(202);
  for (const path of [
    `/v1/messages/${sent.body.id}`,
    `/v1/address-books/${book.body.id}`,
    `/v1/address-books/${book.body.id}/contacts`,
    `/v1/address-books?advertiserId=${lorane}`,
    `/v1/campaigns?advertiserId=${lorane}`,
    `/v1/messages?state=unknown&advertiserId=${lorane}`,
    `/v1/advertisers/${lorane}`,
  ]) {
    expect([path, (await get(path, own)).status]).toEqual([path, 200]);
  }
});

test('it gives no access to objects of others, hides their existence, and opens no operator route', async () => {
  const own = bearer(key.key);
  const book = await bed.post<Made>('/v1/address-books', { advertiserId: bricolis, name: 'Clients' }, alice);
  const text = { category: 'informative', to: '+33639980102', text: 'Bricolis : commande prête.' };
  const sent = await bed.post<Made>('/v1/messages', { advertiserId: bricolis, ...text }, alice);
  expect([book.status, sent.status]).toEqual([201, 202]);
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const path of ['/v1/messages/', '/v1/address-books/']) {
    const theirs = await get(path + (path.includes('messages') ? sent.body.id : book.body.id), own);
    const none = await get(path + nobody, own);
    expect(code(theirs)).toBe('404 not-found');
    expect(String(theirs.body['detail']).replace(/id .*/, '')).toBe(String(none.body['detail']).replace(/id .*/, ''));
  }
  expect(code(await get('/v1/messages/no-uuid', own))).toBe('404 not-found');
  expect(code(await bed.post('/v1/messages', { advertiserId: bricolis, ...text }, own))).toBe('403 not-yours');
  expect(code(await bed.post('/v1/messages', { advertiserId: [lorane, bricolis], ...text }, own))).toBe(
    '403 not-yours',
  );
  expect(code(await get('/v1/campaigns', own))).toBe('403 not-yours');
  expect(code(await get('/v1/messages?state=unknown', own))).toBe('403 not-yours');
  expect(code(await get(`/v1/campaigns?advertiserId=${lorane}&advertiserId=${bricolis}`, own))).toBe('403 not-yours');
  expect(code(await get(`/v1/advertisers/${bricolis}`, own))).toBe('403 not-yours');
  const listed = await get<{ items: Made[] }>('/v1/advertisers', own);
  expect(listed.body.items.map(({ id }) => id)).toEqual([lorane]);
  expect(code(await bed.post(`/v1/advertisers/${lorane}/keys`, { name: 'more' }, own))).toBe('403 operators-only');
});

test('a key is shown once, rotated without a gap, and published only as a hash', async () => {
  const second = await makeKey('crm, from now on', { expiresAt: Date.now() + 3_600_000 });
  expect(second.key).toMatch(/^stopsms_[\w-]{43}$/);
  for (const each of [key, second]) expect((await get(`/v1/advertisers/${lorane}`, bearer(each.key))).status).toBe(200);

  const third = await makeKey('to be revoked');
  const revoked = await bed.send('DELETE', `/v1/advertisers/${lorane}/keys/${third.id}`, undefined, alice);
  expect(revoked.body).toMatchObject({ state: 'revoked', revokedBy: 'alice' });
  await eventually(
    'the revoked key opens nothing',
    async () => code(await get(`/v1/advertisers/${lorane}`, bearer(third.key))) === '401 key-unknown',
  );

  const listed = await get(`/v1/advertisers/${lorane}/keys`, bearer(key.key));
  expect((listed.body['items'] as { name: string; state: string }[]).map(({ name, state }) => [name, state])).toEqual([
    ['to be revoked', 'revoked'],
    ['crm, from now on', 'valid'],
    ['crm', 'valid'],
  ]);
  await eventually('the topic has the hashes of those that are valid', () => {
    const latest = published.filter(({ key: id }) => id === lorane).at(-1)?.value.keys ?? [];
    expect(latest.map(({ hash }) => hash)).toEqual([key, second].map((each) => hashOfKey(each.key)));
    return true;
  });
  const everything = JSON.stringify([
    listed.body,
    published.map(({ value }) => value),
    await bed.sql('SELECT * FROM advertiser_key'),
  ]);
  for (const each of [key, second, third]) expect(everything).not.toContain(each.key);
});

test('an expired key is refused', async () => {
  const short = await makeKey('short', { expiresAt: Date.now() + 1_500 });
  await eventually(
    'it is taken',
    async () => (await get(`/v1/advertisers/${lorane}`, bearer(short.key))).status === 200,
  );
  await eventually(
    'it is expired',
    async () => code(await get(`/v1/advertisers/${lorane}`, bearer(short.key))) === '401 key-unknown',
  );
});

test('records the key as the author, whatever the request says', async () => {
  const book = await bed.post<Made>('/v1/address-books', { advertiserId: lorane, name: 'By' }, alice);
  const contact = [{ phone: '+33639980103', consent_at: '2026-01-01', consent_source: 'shop', consent_wording: 'Oui' }];
  await bed.post(`/v1/address-books/${book.body.id}/contacts`, contact, alice);
  const campaign = {
    advertiserId: lorane,
    addressBookId: book.body.id,
    category: 'informative',
    text: 'Lorane : ouvert.',
  };
  const later = { ...campaign, sendAt: Date.now() + 86_400_000 };
  const made = await bed.launch<Made>(later, bearer(key.key));
  expect(made.status).toBe(200);
  // Compliance is asked with the key of whoever starts it.
  expect(bed.compliance.asked.at(-1)?.authorization).toBe(`Bearer ${key.key}`);
  const person = { by: 'the director', reason: 'a doubt' };
  await bed.post(`/v1/campaigns/${made.body.id}/pause`, person, bearer(key.key));
  await bed.post(`/v1/campaigns/${made.body.id}/resume`, person, alice);
  const { body } = await get(`/v1/campaigns/${made.body.id}`, alice);
  expect((body['controls'] as { by: string }[]).map(({ by }) => by).sort()).toEqual([
    'alice',
    'crm (key of the advertiser)',
    'crm (key of the advertiser)',
  ]);
});

test('stores the key that changed an advertiser, and the change', async () => {
  const json = { ...alice, 'content-type': 'application/json' };
  const change = (changes: object) => bed.send('PATCH', `/v1/advertisers/${lorane}`, JSON.stringify(changes), json);
  expect((await change({ by: 'the director', contact: 'Tel 01 99 00 12 34' })).status).toBe(200);
  expect((await change({ by: 'the director' })).status).toBe(400);
  const { body } = await get<{ items: object[] }>(`/v1/advertisers/${lorane}/changes`, alice);
  expect(body.items).toEqual([{ at: expect.any(String), by: 'alice', changes: { contact: 'Tel 01 99 00 12 34' } }]);
  expect(code(await get(`/v1/advertisers/${lorane}/changes`, bearer(key.key)))).toBe('403 operators-only');
});

test('an advertiser’s key resumes only campaigns that such a key paused', async () => {
  const own = bearer(key.key);
  const book = await bed.post<Made>('/v1/address-books', { advertiserId: lorane, name: 'Paused' }, alice);
  await bed.post(`/v1/address-books/${book.body.id}/contacts?withoutConsent=true`, [{ phone: '+33639980104' }], alice);
  const text = { category: 'informative', text: 'Lorane : ouvert.', sendAt: Date.now() + 86_400_000 };
  const made = await bed.launch<Made>({ advertiserId: lorane, addressBookId: book.body.id, ...text }, own);
  const path = `/v1/campaigns/${made.body.id}`;
  const person = { by: 'the director', reason: 'all is well' };
  const stateAfter = async (action: string, headers: Record<string, string>) => {
    const answer = await bed.post(`${path}/${action}`, person, headers);
    return answer.status === 200 ? answer.body['state'] : code(answer);
  };

  expect(await stateAfter('pause', own)).toBe('paused');
  expect(await stateAfter('resume', own)).toBe('scheduled');
  expect(await stateAfter('pause', alice)).toBe('paused');
  expect(await stateAfter('pause', own)).toBe('paused');
  expect(await stateAfter('resume', own)).toBe('403 operators-only');
  expect(await stateAfter('resume', alice)).toBe('scheduled');
  // Paused by itself for complaints, also where its advertiser had paused it before.
  expect(await stateAfter('pause', own)).toBe('paused');
  await bed.sql(`UPDATE campaign SET pause_code = 'COMPLAINTS' WHERE id = '${made.body.id}'`);
  expect(await stateAfter('resume', own)).toBe('403 operators-only');
  expect((await get(path, own)).body['state']).toBe('paused');
  expect(await stateAfter('resume', alice)).toBe('scheduled');
});

test('an Idempotency-Key of another advertiser returns nothing', async () => {
  const theirKey = await bed.post<Made>(`/v1/advertisers/${bricolis}/keys`, { name: 'shop' }, alice);
  const [own, theirs] = [bearer(key.key), bearer(theirKey.body.key)];
  const sms = (advertiserId: string) => ({
    ...{ advertiserId, category: 'informative', to: '+33639980105', text: 'Commande prête.' },
  });
  const idempotent = (headers: Record<string, string>) => ({ ...headers, 'idempotency-key': 'order-1001' });
  // As an id that is made of what anybody knows.
  for (const parts of [['order-1001'], [`${lorane}/order-1001`], [lorane, 'order-1001']]) {
    const id = deterministicId('POST /v1/messages', ...parts);
    expect((await bed.post('/v1/messages', { ...sms(bricolis), id }, theirs)).status).toBe(202);
  }
  const other = await bed.post<Made>('/v1/messages', sms(bricolis), idempotent(theirs));
  const mine = await bed.post<Made>('/v1/messages', sms(lorane), idempotent(own));
  expect([other.status, mine.status]).toEqual([202, 202]);
  expect(mine.body.id).not.toBe(other.body.id);
  expect((await bed.post<Made>('/v1/messages', sms(lorane), idempotent(own))).body.id).toBe(mine.body.id);
  // Nor does an operator's, sent for one, meet that for another.
  const [a, b] = [
    await bed.post<Made>('/v1/messages', sms(lorane), idempotent(alice)),
    await bed.post<Made>('/v1/messages', sms(bricolis), idempotent(alice)),
  ];
  expect([a.status, b.status, a.body.id === b.body.id]).toEqual([202, 202, false]);
});

test('guessing keys does not query Kafka each time', async () => {
  const tries = async (keyOf: (n: number) => string) => {
    const all = Array.from({ length: 100 }, (_, n) => get(`/v1/advertisers/${lorane}`, bearer(keyOf(n))));
    return (await Promise.all(all)).map(code);
  };
  const wrong = `stopsms_${randomUUID()}`;
  await eventually(
    'it is known to be unknown',
    async () => code(await get(`/v1/advertisers/${lorane}`, bearer(wrong))) === '401 key-unknown',
  );
  expect(new Set(await tries(() => wrong))).toEqual(new Set(['401 key-unknown']));
  const many = await tries(() => `stopsms_${randomUUID()}`);
  expect(new Set(many)).toEqual(new Set(['401 key-unknown', '429 too-many-requests']));
  // Those that are known go on meanwhile, and one made now is taken in a moment.
  expect((await get(`/v1/advertisers/${lorane}`, bearer(key.key))).status).toBe(200);
  const fresh = await makeKey('made meanwhile');
  await eventually(
    'it is taken',
    async () => (await get(`/v1/advertisers/${lorane}`, bearer(fresh.key))).status === 200,
  );
});

test('a key is accepted as soon as it is shown', async () => {
  for (let n = 0; n < 5; n++) {
    const { key: fresh } = await makeKey(`fresh ${n}`);
    expect(code(await get(`/v1/advertisers/${lorane}`, bearer(fresh)))).toBe('200 undefined');
  }
});

test('a key that sends too many requests is slowed down; others are not', async () => {
  const busy = await makeKey('busy');
  // So slow that a busy machine asks faster too.
  const replica = await bed.startReady({ API_RATE_PER_SECOND: '1' });
  const ask = ({ key: held }: { key: string }) =>
    fetch(`${replica.url}/v1/advertisers/${lorane}`, { headers: bearer(held) });
  const all = await Promise.all(Array.from({ length: 200 }, () => ask(busy)));
  const slowed = all.filter(({ status }) => status === 429);
  expect(slowed.length).toBeGreaterThan(0);
  expect(all.length - slowed.length).toBeGreaterThanOrEqual(1);
  expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect((await ask(key)).status).toBe(200);
  await replica.close();
});

test('a key is limited to its scopes and addresses; without them it is unlimited', async () => {
  const scoped = await makeKey('statistics', { scopes: ['read', 'read'] });
  const elsewhere = await makeKey('office', { addresses: ['192.0.2.0/24', '2001:db8::/32'] });
  const here = await makeKey('here', { addresses: ['127.0.0.0/8'], scopes: ['contacts'] });
  const book = { advertiserId: lorane, name: 'Of a key' };
  expect((await get(`/v1/campaigns?advertiserId=${lorane}`, bearer(scoped.key))).status).toBe(200);
  expect(code(await bed.post('/v1/address-books', book, bearer(scoped.key)))).toBe('403 scope-missing');
  expect((await bed.post('/v1/address-books', book, bearer(here.key))).status).toBe(201);
  expect(code(await get(`/v1/advertisers/${lorane}`, bearer(elsewhere.key)))).toBe('403 address-refused');
  // Who may not say for whom it asks is not believed.
  const pretends = { ...bearer(elsewhere.key), 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.1' };
  expect(code(await get(`/v1/advertisers/${lorane}`, pretends))).toBe('403 address-refused');
  expect((await bed.post('/v1/address-books', book, bearer(key.key))).status).toBe(201);
  for (const wrong of [{ scopes: ['all'] }, { scopes: [] }, { addresses: ['192.0.2.0/33'] }, { addresses: [] }])
    expect((await bed.post(`/v1/advertisers/${lorane}/keys`, { name: 'wrong', ...wrong }, alice)).status).toBe(400);
  const listed = await get<{ items: object[] }>(`/v1/advertisers/${lorane}/keys`, alice);
  expect(listed.body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'crm', scopes: ['admin'], addresses: null }),
      expect.objectContaining({ name: 'statistics', scopes: ['read'], addresses: null }),
      expect.objectContaining({ name: 'here', scopes: ['contacts'], addresses: ['127.0.0.0/8'] }),
    ]),
  );
});

test('behind a trusted proxy, the address of a key is the one that the proxy reports', async () => {
  const office = await makeKey('behind a proxy', { addresses: ['192.0.2.0/24', '2001:db8::/32'] });
  const replica = await bed.startReady({ TRUSTED_PROXIES: 'loopback' });
  const ask = async (forwarded: string) => {
    const headers = { ...bearer(office.key), 'x-forwarded-for': forwarded };
    return (await fetch(`${replica.url}/v1/advertisers/${lorane}`, { headers })).status;
  };
  expect(await ask('192.0.2.9')).toBe(200);
  expect(await ask('2001:db8::9')).toBe(200);
  expect(await ask('203.0.113.9')).toBe(403);
  // The last before the proxy counts; what that one says of others does not.
  expect(await ask('192.0.2.9, 203.0.113.9')).toBe(403);
  expect(await ask('office')).toBe(403);
  await replica.close();
});

test('a reader that does not know limits does not accept a limited key', async () => {
  const limited = await makeKey('limited', { scopes: ['read'] });
  await eventually('it is distinguished from others', () => {
    const latest = published.filter(({ key: id }) => id === lorane).at(-1)?.value;
    expect(latest?.limitedKeys?.map(({ hash }) => hash)).toContain(hashOfKey(limited.key));
    expect(latest?.keys?.map(({ hash }) => hash)).not.toContain(hashOfKey(limited.key));
    return true;
  });
  // Nor does the release before this one, which reads `hash` of the table.
  const stored = await bed.sql<{ hash: string }>('SELECT hash FROM advertiser_key');
  expect(stored.map(({ hash }) => hash)).not.toContain(hashOfKey(limited.key));
});
