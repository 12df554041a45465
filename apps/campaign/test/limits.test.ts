// Quotas, caps and countries of an advertiser: set by an operator, published to all services and enforced by compliance.
import { hashOfKey } from '@stopsms/access';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from './bed';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const bearer = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });
const alice = bearer(OPERATOR);
const ACCOUNT = { name: 'Lorane', legalName: 'Lorane SAS', sender: 'Lorane', shortCode: '36180', country: 'FR' };

let bed: Bed;
let published: Seen<Advertiser>[];
let id: string;

beforeAll(async () => {
  bed = await Bed.make({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}` });
  published = await bed.collect<Advertiser>(advertisers);
  id = (await bed.post<{ id: string }>('/v1/advertisers', { ...ACCOUNT, countries: ['FR', 'BE', 'FR'] }, alice)).body
    .id;
});
afterAll(() => bed?.end());

const change = (changes: object, headers = alice) =>
  bed.send<Record<string, unknown>>('PATCH', `/v1/advertisers/${id}`, JSON.stringify(changes), headers);
const latest = () => published.filter(({ key }) => key === id).at(-1)?.value;

test('an operator sets limits, and they are published', async () => {
  const limits = {
    quotas: { messagesPerDay: 1_000, messagesPerMonth: 20_000 },
    frequencyCaps: [
      { adverts: 2, hours: 24 },
      { adverts: 6, hours: 168 },
    ],
    countries: ['BE', 'CH'],
  };
  expect((await bed.send('GET', `/v1/advertisers/${id}`, undefined, alice)).body).toMatchObject({
    countries: ['FR', 'BE'],
  });
  const changed = await change(limits);
  expect(changed).toMatchObject({ status: 200, body: limits });
  await eventually('the topic has them', () => {
    expect(latest()).toMatchObject(limits);
    return true;
  });
  expect((await change({ contact: 'Tel 01 99 00 12 34' })).body).toMatchObject(limits);
  await bed.post(`/v1/advertisers/${id}/keys`, { name: 'crm' }, alice);
  await eventually('a change of something else publishes them too', () => {
    expect(latest()).toMatchObject({ ...limits, contact: expect.any(String), keys: [{ name: 'crm' }] });
    return true;
  });
  const { body } = await bed.send<{ items: object[] }>('GET', `/v1/advertisers/${id}/changes`, undefined, alice);
  expect(body.items.at(-1)).toMatchObject({ by: 'alice', changes: limits });
});

test('null removes limits', async () => {
  const { body } = await change({ quotas: null, frequencyCaps: null, countries: null });
  for (const limit of ['quotas', 'frequencyCaps', 'countries']) expect(body).not.toHaveProperty(limit);
  await eventually('the topic has none', () => {
    const advertiser = latest();
    return advertiser !== undefined && !['quotas', 'frequencyCaps', 'countries'].some((limit) => limit in advertiser);
  });
});

test('the advertiser’s own key reads its limits and cannot change them', async () => {
  await change({ quotas: { messagesPerDay: 10 } });
  const { body } = await bed.post<{ key: string }>(`/v1/advertisers/${id}/keys`, { name: 'shop' }, alice);
  const own = bearer(body.key);
  const read = await eventually('the key is taken', async () => {
    const answer = await bed.send('GET', `/v1/advertisers/${id}`, undefined, own);
    return answer.status === 200 ? answer : undefined;
  });
  expect(read.body).toMatchObject({ quotas: { messagesPerDay: 10 } });
  for (const raised of [
    { quotas: { messagesPerDay: 1_000_000 } },
    { quotas: null },
    { frequencyCaps: null },
    { countries: ['FR', 'NO'] },
  ]) {
    expect(await change(raised, own)).toMatchObject({ status: 403, body: { code: 'operators-only' } });
  }
  expect((await bed.send('GET', `/v1/advertisers/${id}`, undefined, alice)).body).toEqual(read.body);
});

test.each([
  [{ quotas: { messagesPerDay: -1 } }, '/quotas/messagesPerDay', 'quotas.messagesPerDay must be at least 0'],
  [{ quotas: { messagesPerDay: 1.5 } }, '/quotas/messagesPerDay', 'quotas.messagesPerDay must be a whole number'],
  [{ quotas: { messagesPerMonth: '1000' } }, '/quotas/messagesPerMonth', 'quotas.messagesPerMonth must be'],
  [{ quotas: { messagesPerHour: 5 } }, '/quotas/messagesPerHour', 'messagesPerHour'],
  [{ quotas: {} }, '/quotas', 'quotas must have messagesPerDay, messagesPerMonth or both'],
  [{ frequencyCaps: [] }, '/frequencyCaps', 'frequencyCaps must have at least one cap; null takes them away'],
  [
    { frequencyCaps: [{ adverts: 0, hours: 24 }] },
    '/frequencyCaps/0/adverts',
    'frequencyCaps[0].adverts must be at least 1',
  ],
  [
    { frequencyCaps: [{ adverts: 1, hours: 745 }] },
    '/frequencyCaps/0/hours',
    'frequencyCaps[0].hours must be at most 744',
  ],
  [{ frequencyCaps: [{ adverts: 1, days: 1 }] }, '/frequencyCaps/0/hours', 'frequencyCaps[0].hours'],
  [{ frequencyCaps: Array(9).fill({ adverts: 1, hours: 1 }) }, '/frequencyCaps', 'frequencyCaps must have at most 8'],
  [{ countries: [] }, '/countries', 'countries must name at least one country; to let nothing leave, set quotas to 0'],
  [{ countries: ['FR', 'France'] }, '/countries/1', 'countries[1] must be two capital letters'],
  [{ countries: ['XX'] }, '/countries/0', 'countries[0] must be a country of ISO 3166'],
  [{ countries: Array(301).fill('FR') }, '/countries', 'countries must have at most 300'],
])('refuses %j with a reason', async (changes, pointer, why) => {
  const { status, body } = await change(changes);
  expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid-request' });
  expect(body['detail']).toContain(why);
  expect((body['errors'] as { pointer: string }[])[0]).toMatchObject({ in: 'body', pointer });
});
