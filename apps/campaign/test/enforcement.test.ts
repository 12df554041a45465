// The level at which the rules are enforced for an advertiser: set by a person with a reason, published, kept with its history.
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';

let bed: Bed;
let published: Seen<Advertiser>[];

beforeAll(async () => {
  bed = await Bed.make();
  published = await bed.collect<Advertiser>(advertisers);
});
afterAll(() => bed?.end());

interface View {
  id: string;
  level: string;
  since: string | null;
  endsAt: string | null;
  history: { at: string; by: string | null; level: string; reason: string }[];
  code?: string;
}

let named = 0;
async function create(): Promise<string> {
  const sender = `LEVEL${(named += 1)}`;
  const about = { name: sender, legalName: `${sender} SAS`, sender, shortCode: '36180', country: 'FR' };
  return (await bed.post<View>('/v1/advertisers', about)).body.id;
}
const set = (id: string, body: object): Promise<Answer<View>> => bed.post(`/v1/advertisers/${id}/enforcement`, body);
const get = async (id: string) => (await bed.get<View>(`/v1/advertisers/${id}/enforcement`)).body;
const lastOf = (id: string) => published.filter(({ key }) => key === id).at(-1)?.value;
const anne = { by: 'anne', reason: 'first weeks beside the present system' };

test('a new advertiser is under full enforcement, and nothing is published about it', async () => {
  const id = await create();
  expect(await get(id)).toMatchObject({ level: 'full', since: null, endsAt: null, end: null, history: [] });
  await eventually('it is published', () => lastOf(id));
  expect(lastOf(id)).not.toHaveProperty('enforcement');
});

test('a level is set with a reason, published and shown with its history, and survives other changes', async () => {
  const id = await create();
  const { status, body } = await set(id, { level: 'observe', ...anne });
  expect(status).toBe(200);
  expect(body).toMatchObject({ level: 'observe', endsAt: null, history: [{ ...anne, level: 'observe' }] });
  const enforcement = { level: 'observe', since: Date.parse(String(body.since)) };
  await eventually('it is published', () => lastOf(id)?.enforcement);
  expect(lastOf(id)).toMatchObject({ enforcement });
  const changes = JSON.stringify({ name: 'Other' });
  await bed.send('PATCH', `/v1/advertisers/${id}`, changes, { 'content-type': 'application/json' });
  await eventually('the change is published', () => lastOf(id)?.name === 'Other');
  expect(lastOf(id)).toMatchObject({ enforcement });

  await set(id, { level: 'stop-only', by: 'anne', reason: 'the mentions are right, call 06 39 98 00 12' });
  const full = (await set(id, { level: 'full', by: 'bob', reason: 'all consents are imported' })).body;
  expect(full).toMatchObject({ level: 'full', since: null });
  expect(full.history.map(({ level, by }) => [level, by])).toEqual([
    ['full', 'bob'],
    ['stop-only', 'anne'],
    ['observe', 'anne'],
  ]);
  expect(full.history[1]?.reason).not.toContain('39 98');
  await eventually('full enforcement is published', () => lastOf(id)?.enforcement === undefined);
});

test('repeating the same request changes nothing; another reason renews the level', async () => {
  const id = await create();
  const first = (await set(id, { level: 'observe', ...anne })).body;
  expect((await set(id, { level: 'observe', ...anne })).body).toEqual(first);
  const renewed = (await set(id, { level: 'observe', by: 'anne', reason: 'consents are still imported' })).body;
  expect(renewed.history).toHaveLength(2);
  expect(Date.parse(String(renewed.since))).toBeGreaterThanOrEqual(Date.parse(String(first.since)));
});

test.each<{ it: string; body: object; status: number }>([
  { it: 'an unknown level', body: { level: 'off', ...anne }, status: 400 },
  { it: 'no reason', body: { level: 'observe', by: 'anne' }, status: 400 },
  { it: 'an empty reason', body: { level: 'observe', by: 'anne', reason: ' ' }, status: 400 },
  { it: 'nobody who answers for it', body: { level: 'observe', reason: 'why' }, status: 400 },
  { it: 'a member that nobody knows', body: { level: 'observe', ...anne, since: 0 }, status: 400 },
])('refuses $it', async ({ body, status }) => {
  const id = await create();
  expect((await set(id, body)).status).toBe(status);
  expect(await get(id)).toMatchObject({ level: 'full', history: [] });
});

test('an unknown advertiser has no level; creating or changing an advertiser sets none', async () => {
  const unknown = '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2aff';
  expect((await set(unknown, { level: 'observe', ...anne })).status).toBe(404);
  expect((await bed.get(`/v1/advertisers/${unknown}/enforcement`)).status).toBe(404);
  const id = await create();
  const change = JSON.stringify({ enforcement: { level: 'observe', since: 0 } });
  const answer = await bed.send('PATCH', `/v1/advertisers/${id}`, change, { 'content-type': 'application/json' });
  expect(answer.status).toBe(400);
});

test('a key of an advertiser cannot set a level', async () => {
  const id = await create();
  const made = await bed.post<{ key: string }>(`/v1/advertisers/${id}/keys`, { name: 'shop', scopes: ['admin'] });
  const headers = { authorization: `Bearer ${made.body.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ level: 'observe', ...anne });
  const answer = await eventually('the key is known', async () => {
    const tried = await bed.send('POST', `/v1/advertisers/${id}/enforcement`, body, headers);
    return tried.status === 401 ? undefined : tried;
  });
  expect(answer.status).toBe(403);
});
