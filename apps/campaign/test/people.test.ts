// What is real: the campaign service, its database, and an identity provider over HTTP that signs what a person's token says.
import { hashOfKey } from '@stopsms/access';
import type { AuditEvent } from '@stopsms/contracts';
import { FakeProvider, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const keyOf = (name: string) => `stopsms_of-${name}-in-this-test-of-people`;
const alice = bearer(keyOf('alice'));
const code = ({ status, body }: Answer<unknown>) => `${status} ${String((body as { code?: string }).code)}`;

let provider: FakeProvider;
let bed: Bed;
let lorane: string;
let bricolis: string;

beforeAll(async () => {
  provider = await FakeProvider.start();
  const keys = `alice:${hashOfKey(keyOf('alice'))},bob:auditor:${hashOfKey(keyOf('bob'))}`;
  bed = await Bed.make({ OPERATOR_KEYS: keys, OIDC_ISSUER: provider.issuer, OIDC_ROLES_CLAIM: 'realm_access.roles' });
  [lorane, bricolis] = [await advertiser('Lorane'), await advertiser('Bricolis')];
});
afterAll(async () => {
  await bed?.end();
  await provider?.close();
});

async function advertiser(name: string): Promise<string> {
  const account = { name, legalName: `${name} SAS`, sender: name, shortCode: '36180', country: 'FR' };
  return (await bed.post<{ id: string }>('/v1/advertisers', account, alice)).body.id;
}

/** The headers of somebody with these roles. */
async function person(name: string, roles: string[], advertisers: string[] = []) {
  return bearer(await provider.token({ sub: `${name}-1`, name, realm_access: { roles }, advertisers }));
}
const get = <T = Record<string, unknown>>(path: string, headers: Record<string, string>) =>
  bed.send<T>('GET', path, undefined, headers);
const idsOf = ({ body }: Answer<{ items: { id: string }[] }>) => body.items.map(({ id }) => id).sort();

test('a marketer sees and changes only data of the advertisers in the token', async () => {
  const mark = await person('Mark', ['marketer'], [lorane]);
  expect(idsOf(await get('/v1/advertisers', mark))).toEqual([lorane]);
  expect((await get(`/v1/advertisers/${lorane}`, mark)).status).toBe(200);
  expect(code(await get(`/v1/advertisers/${bricolis}`, mark))).toBe('403 not-yours');
  expect(code(await get(`/v1/campaigns?advertiserId=${bricolis}`, mark))).toBe('403 not-yours');
  expect(code(await get('/v1/campaigns', mark))).toBe('403 not-yours');
  const theirs = await bed.post<{ id: string }>('/v1/address-books', { advertiserId: bricolis, name: 'B' }, alice);
  expect(code(await get(`/v1/address-books/${theirs.body.id}`, mark))).toBe('404 not-found');
  expect(code(await bed.post('/v1/address-books', { advertiserId: bricolis, name: 'B' }, mark))).toBe('403 not-yours');
  expect((await bed.post('/v1/address-books', { advertiserId: lorane, name: 'L' }, mark)).status).toBe(201);
  // Of several advertisers it is each, and of none nothing.
  const marie = await person('Marie', ['marketer'], [lorane, bricolis, 'no-id']);
  expect(idsOf(await get('/v1/advertisers', marie))).toEqual([lorane, bricolis].sort());
  expect((await get(`/v1/address-books/${theirs.body.id}`, marie)).status).toBe(200);
  const nobody = await person('Max', ['marketer']);
  expect(idsOf(await get('/v1/advertisers', nobody))).toEqual([]);
  expect(code(await get(`/v1/advertisers/${lorane}`, nobody))).toBe('403 not-yours');
});

test('a marketer requests a sender ID and an admin approves it', async () => {
  const ask = { country: 'BE', sender: 'Lorane', evidence: 'trade mark BE 1234567', by: 'the director' };
  const asked = await bed.post(`/v1/advertisers/${lorane}/senders`, ask, await person('Mark', ['marketer'], [lorane]));
  expect(asked.body).toMatchObject({ state: 'requested', requestedBy: 'Mark (Mark-1)' });
  const path = `/v1/advertisers/${lorane}/senders/${String(asked.body['id'])}/approve`;
  expect(code(await bed.post(path, {}, await person('Mark', ['marketer'], [lorane])))).toBe('403 not-permitted');
  const approved = await bed.post(path, { by: 'nobody' }, await person('Ada', ['admin']));
  expect(approved.body).toMatchObject({ state: 'approved', decidedBy: 'Ada (Ada-1)' });
});

test('a person sees masked numbers in lists, and one number per recorded view; an API key sees all', async () => {
  const book = await bed.post<{ id: string }>('/v1/address-books', { advertiserId: lorane, name: 'looked at' }, alice);
  const contacts = `/v1/address-books/${book.body.id}/contacts`;
  const rows = [{ phone: '+33639980901', first_name: 'Zoé' }];
  expect((await bed.post(`${contacts}?withoutConsent=true`, rows, alice)).status).toBe(200);
  const mark = await person('Mark', ['marketer'], [lorane]);
  type Listed = { items: { id: string; maskedMsisdn: string; phone?: string }[] };
  for (const headers of [mark, await person('Aude', ['auditor'])]) {
    const lists = [await get<Listed>(contacts, headers), await bed.post<Listed>(`${contacts}/search`, {}, headers)];
    for (const { body } of lists) {
      expect(body.items).toMatchObject([{ maskedMsisdn: '+336••••••01' }]);
      expect(JSON.stringify(body)).not.toContain('639980901');
    }
  }
  const [listed] = (await get<Listed>(contacts, alice)).body.items;
  expect(listed?.phone).toBe('+33639980901');
  const one = `${contacts}/${listed?.id}`;
  expect((await get(one, mark)).body).toMatchObject({ phone: '+33639980901' });
  const published = await bed.collect<AuditEvent>('campaign.audit-events.v1');
  await eventually('who looked is on record', () =>
    published.some(
      ({ value: { kind, who, operation } }) =>
        kind === 'look' && who.subject === 'Mark-1' && operation === 'oneContact_get',
    ),
  );
  expect(code(await get(one, await person('Otto', ['operator'])))).toBe('403 not-permitted');
  const change = (headers: Record<string, string>) => bed.patch(one, { attributes: { city: 'Lyon' } }, headers);
  expect(code(await change(await person('Aude', ['auditor'])))).toBe('403 not-permitted');
  expect(code(await change(await person('Max', ['marketer'], [bricolis])))).toBe('404 not-found');
  expect((await change(mark)).status).toBe(200);
});

test('records the person as the author, whatever the request says', async () => {
  const ada = await person('Ada', ['admin']);
  const json = { ...ada, 'content-type': 'application/json' };
  await bed.send(
    'PATCH',
    `/v1/advertisers/${lorane}`,
    JSON.stringify({ by: 'eve', contact: 'Tel 01 99 00 12 34' }),
    json,
  );
  const { body } = await get<{ items: object[] }>(`/v1/advertisers/${lorane}/changes`, ada);
  expect(body.items).toMatchObject([{ by: 'Ada (Ada-1)' }]);
});

test('an auditor reads and changes nothing, by token and by key', async () => {
  for (const headers of [await person('Aude', ['auditor']), bearer(keyOf('bob'))]) {
    expect(idsOf(await get('/v1/advertisers', headers))).toEqual([lorane, bricolis].sort());
    expect((await get('/v1/campaigns', headers)).status).toBe(200);
    expect(code(await bed.post('/v1/address-books', { advertiserId: lorane, name: 'A' }, headers))).toBe(
      '403 not-permitted',
    );
  }
});

test('a role with access to all advertisers lifts the limit of a marketer', async () => {
  const both = await person('Zoe', ['marketer', 'auditor'], [lorane]);
  expect((await get(`/v1/advertisers/${bricolis}`, both)).status).toBe(200);
  expect(code(await bed.post('/v1/address-books', { advertiserId: bricolis, name: 'Z' }, both))).toBe('403 not-yours');
});

test('a refused token is explained to people and to programs', async () => {
  const expired = await provider.token({ sub: 'ada-1', realm_access: { roles: ['admin'] }, exp: 1_700_000_000 });
  const response = await fetch(`${bed.service.url}/v1/advertisers`, { headers: bearer(expired) });
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer realm="stopsms", error="invalid_token", error_description="token-expired"',
  ]);
  expect(await response.json()).toMatchObject({ code: 'token-expired' });
  expect(code(await get('/v1/advertisers', await person('Eve', ['cook'])))).toBe('403 role-missing');
});

test('without the provider a service starts, is ready, accepts keys and no tokens, and reports it in its health', async () => {
  await provider.close();
  const replica = await bed.startReady();
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${replica.url}/v1/advertisers`, { headers });
    return [response.status, response.headers.get('retry-after') !== null];
  };
  const health = async () => {
    const { details } = (await (await fetch(`${replica.url}/health/ready`)).json()) as {
      details: Record<string, object>;
    };
    return details['identity-provider'];
  };
  expect(await ask(alice)).toEqual([200, false]);
  expect(await ask(await person('Ada', ['admin']))).toEqual([503, true]);
  expect(await health()).toMatchObject({ status: 'up', keys: 0, problem: expect.stringContaining('ECONNREFUSED') });
  // The one that knew the keys goes on.
  expect((await get('/v1/advertisers', await person('Ada', ['admin']))).status).toBe(200);
  await provider.listen();
  await eventually('it has found the provider', async () => (await ask(await person('Ada', ['admin'])))[0] === 200);
  await eventually('health reports it', async () => {
    expect(await health()).toEqual({ status: 'up', keys: 1 });
    return true;
  });
  await replica.close();
});
