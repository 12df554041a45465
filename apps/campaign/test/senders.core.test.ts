// What is real: the campaign service with keys needed, its database and the topic by which every service learns of senders.
import { hashOfKey } from '@stopsms/access';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { AdvertiserAnswer } from '../src/advertisers/advertisers.schema';
import { type Answer, Bed } from './bed';
import { bookOf } from './people';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const alice = bearer(OPERATOR);

interface Sender {
  id: string;
  state: string;
  code?: string;
}
type Made = Advertiser & { code?: string };

let bed: Bed;
let published: Seen<Advertiser>[];

beforeAll(async () => {
  bed = await Bed.make({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}`, API_RATE_PER_SECOND: '1000' });
  published = await bed.collect<Advertiser>(advertisers);
});
afterAll(() => bed?.end());

const account = (sender: string, more: object = {}) => ({
  ...{ name: sender, legalName: `${sender} SAS`, sender, shortCode: '36180', country: 'FR' },
  ...more,
});
const create = (sender: string, more: object = {}): Promise<Answer<Made>> =>
  bed.post<Made>('/v1/advertisers', account(sender, more), alice);
const created = async (sender: string): Promise<string> => (await create(sender)).body.id;
const keyOf = async (id: string) => {
  const key = bearer((await bed.post<{ key: string }>(`/v1/advertisers/${id}/keys`, { name: 'crm' }, alice)).body.key);
  const opens = async () => (await bed.send('GET', `/v1/advertisers/${id}`, undefined, key)).status === 200;
  await eventually('the key is known', opens);
  return key;
};
const add = (id: string, more: object = {}, headers: Record<string, string> = alice) =>
  bed.post<Sender>(
    `/v1/advertisers/${id}/senders`,
    { country: 'BE', sender: 'Lorane', evidence: 'mark', ...more },
    headers,
  );
const decide = (id: string, senderId: string, action: string, body: object, headers: Record<string, string> = alice) =>
  bed.post<Sender & Record<string, unknown>>(`/v1/advertisers/${id}/senders/${senderId}/${action}`, body, headers);
const revoke = (id: string, senderId: string) => decide(id, senderId, 'revoke', { reason: 'the trade mark ended' });
const list = async (id: string, headers: Record<string, string> = alice) =>
  (
    await bed.send<{ items: (Sender & { country: string; sender: string })[] }>(
      'GET',
      `/v1/advertisers/${id}/senders`,
      undefined,
      headers,
    )
  ).body.items;
const text = (advertiserId: string, more: object = {}, headers: Record<string, string> = alice) =>
  bed.post<{ code?: string }>(
    '/v1/messages',
    { advertiserId, category: 'informative', to: '+33639980101', text: 'Commande prête, retrait samedi.', ...more },
    headers,
  );
const answered = ({ status, body }: Answer<{ code?: string }>): string => `${status} ${body.code ?? ''}`.trim();
const sendersPublished = (id: string) => published.filter(({ key }) => key === id).at(-1)?.value.senders;

test('a text is sent under the sender IDs and codes of its account only, in any case', async () => {
  const [brisane] = [await created('Brisane'), await created('Panivo')];
  const crm = await keyOf(brisane);
  for (const sender of [undefined, 'Brisane', 'BRISANE', '36180']) {
    expect([sender, answered(await text(brisane, { ...(sender && { sender }) }, crm))]).toEqual([sender, '202']);
  }
  for (const sender of ['Panivo', 'PANIVO', 'Gouv', '38100', 'Bris4ne']) {
    expect([sender, answered(await text(brisane, { sender }, crm))]).toEqual([sender, '422 SENDER_NOT_YOURS']);
  }
  expect(answered(await text(brisane, { to: '+596696201234' }))).toBe('202');
  const belgian = { to: '+32470123456' };
  for (const sender of ['Brisane', '36180']) {
    expect(answered(await text(brisane, { ...belgian, sender }))).toBe('422 SENDER_NOT_YOURS');
  }
});

test('an advertiser requests a sender ID; an operator approves and revokes it', async () => {
  const id = await created('Mirova');
  const crm = await keyOf(id);
  const belgian = { to: '+32470123456' };
  const asked = await add(id, { sender: 'Mirova', by: 'the director of everything' }, crm);
  expect(asked).toMatchObject({
    status: 201,
    body: { state: 'requested', requestedBy: 'crm (key of the advertiser)', decidedBy: null },
  });
  expect(answered(await text(id, belgian, crm))).toBe('422 SENDER_NOT_YOURS');
  for (const action of ['approve', 'revoke']) {
    const body = { by: 'me', ...(action === 'revoke' && { reason: 'mine' }) };
    expect(answered(await decide(id, asked.body.id, action, body, crm))).toBe('403 operators-only');
  }
  await eventually('it is published with its own sender only', () => sendersPublished(id)?.length === 1);

  const approved = await decide(id, asked.body.id, 'approve', {});
  expect(approved).toMatchObject({
    status: 200,
    body: { state: 'approved', requestedBy: 'crm (key of the advertiser)', decidedBy: 'alice' },
  });
  expect(answered(await text(id, belgian, crm))).toBe('202');
  const inBoth = ['BE', 'FR'].map((country) => ({ country, sender: 'Mirova' }));
  await eventually('they are published', () => sendersPublished(id)?.length === 2);
  expect(sendersPublished(id)).toEqual(inBoth);
  expect(await add(id, { sender: 'MIROVA' }, crm)).toMatchObject({ body: { state: 'approved' } });

  expect(await revoke(id, asked.body.id)).toMatchObject({
    status: 200,
    body: { state: 'revoked', decidedBy: 'alice' },
  });
  expect(answered(await text(id, belgian, crm))).toBe('422 SENDER_NOT_YOURS');
  await eventually('they are published again', () => sendersPublished(id)?.length === 1);
  expect((await list(id, crm)).map(({ country, state }) => [country, state])).toEqual([
    ['BE', 'revoked'],
    ['FR', 'approved'],
  ]);
  expect(await add(id, { sender: 'Mirova' }, crm)).toMatchObject({ body: { state: 'requested' } });
});

test('the registration of a sender ID is published and can be added later', async () => {
  const id = await created('Tramonto');
  const italian = { country: 'IT', sender: 'Tramonto' };
  const crm = await keyOf(id);
  expect(await add(id, italian)).toMatchObject({ body: { state: 'approved', registration: null } });
  await eventually('the approval is published', () => sendersPublished(id)?.length === 2);
  expect(sendersPublished(id)?.[1]).toEqual(italian);

  expect(await add(id, { ...italian, registration: 'forged' }, crm)).toMatchObject({ body: { registration: null } });
  const registration = 'AGCOM 12345';
  expect(await add(id, { ...italian, registration })).toMatchObject({ body: { state: 'approved', registration } });
  await eventually('the registration is published', () => sendersPublished(id)?.[1]?.registration === registration);
  expect(await add(id, italian)).toMatchObject({ body: { registration } });
});

test('holder and operators of a sender ID are published, survive another approval, and end with it', async () => {
  const id = await created('Casa');
  const spanish = { country: 'ES', sender: 'Casa & Co' };
  const registered = { registration: 'CNMC 17', holder: 'Casa SL', providers: ['ovh', 'sinch'] };
  const first = await add(id, { ...spanish, ...registered, providers: ['ovh', 'sinch', 'ovh'] });
  expect(first).toMatchObject({ status: 201, body: registered });
  await eventually('they are published', () => sendersPublished(id)?.length === 2);
  expect(sendersPublished(id)?.[0]).toEqual({ ...spanish, ...registered });
  const { body: advertiser } = await bed.send('GET', `/v1/advertisers/${id}`, undefined, alice);
  expect(AdvertiserAnswer.schema.safeParse(advertiser)).toMatchObject({ success: true, data: advertiser });
  expect(await add(id, spanish)).toMatchObject({ body: registered });
  expect(await add(id, { ...spanish, providers: ['ovh'] })).toMatchObject({
    body: { ...registered, providers: ['ovh'] },
  });
  await revoke(id, first.body.id);
  expect(await add(id, spanish)).toMatchObject({ body: { registration: null, holder: null, providers: null } });
  for (const providers of [[], ['OVH'], 'ovh', Array(21).fill('ovh')]) {
    expect(answered(await add(id, { ...spanish, providers }))).toBe('400 invalid-request');
  }
});

test('an approved request keeps its registration', async () => {
  const id = await created('Faro');
  const crm = await keyOf(id);
  const asked = await add(id, { country: 'ES', sender: 'Faro', registration: 'CNMC 17' }, crm);
  expect(await decide(id, asked.body.id, 'approve', {})).toMatchObject({
    body: { state: 'approved', registration: 'CNMC 17' },
  });
});

test('sender IDs of another advertiser are not visible', async () => {
  const [one, other] = [await created('Unisec'), await created('Autresec')];
  const crm = await keyOf(one);
  expect(answered(await add(other, {}, crm))).toBe('403 not-yours');
  const theirs = await bed.send<{ code: string }>('GET', `/v1/advertisers/${other}/senders`, undefined, crm);
  expect(answered(theirs)).toBe('403 not-yours');
  const [mine] = await list(one);
  expect(answered(await decide(other, String(mine?.id), 'approve', {}))).toBe('404 not-found');
});

test('one of several concurrent claims of a sender ID wins, and the others leave nothing behind', async () => {
  const names = ['Colibri', 'COLIBRI', 'C0libri', 'Col1bri', 'colibrI', 'CoIibri'];
  const answers = await Promise.all(names.map((name, at) => create(name, { legalName: `Oiseau ${at} SAS` })));
  expect(answers.map(answered).sort()).toEqual(['201', ...Array.from({ length: 5 }, () => '409 sender-taken')]);
  const rows = await bed.sql('SELECT 1 FROM campaign.advertiser WHERE sender = ANY($1)', [names]);
  expect(rows).toHaveLength(1);
});

test('two requests for one sender ID are not both approved', async () => {
  const [one, other] = [await created('Premier'), await created('Deuxieme')];
  const wanted = { country: 'DE', sender: 'Soldes' };
  const asked = await Promise.all(
    [one, other].map(async (id) => ({ id, answer: await add(id, wanted, await keyOf(id)) })),
  );
  expect(asked.map(({ answer }) => answered(answer))).toEqual(['201', '201']);
  const decided = await Promise.all(asked.map(({ id, answer }) => decide(id, answer.body.id, 'approve', {})));
  expect(decided.map(answered).sort()).toEqual(['200', '409 sender-taken']);
  const approvals = await bed.sql(
    `SELECT 1 FROM campaign.advertiser_sender WHERE country = 'DE' AND sender = 'Soldes' AND state = 'approved'`,
  );
  expect(approvals).toHaveLength(1);
  await expect(
    bed.sql(`UPDATE campaign.advertiser_sender SET state = 'approved' WHERE country = 'DE' AND sender = 'Soldes'`),
  ).rejects.toThrow('advertiser_sender_name');
});

test('a sender ID is free in another country but not overseas; a revoked one is free again', async () => {
  const [holder, other] = [await created('Galant'), await created('Autregal')];
  expect(answered(await add(other, { country: 'RE', sender: 'Ga1ant' }))).toBe('409 sender-taken');
  expect(answered(await add(other, { country: 'RE', sender: 'Galant' }, await keyOf(other)))).toBe('409 sender-taken');
  expect(answered(await add(other, { country: 'LU', sender: 'Galant' }))).toBe('201');
  const [own] = await list(holder);
  await revoke(holder, String(own?.id));
  expect(answered(await add(other, { country: 'FR', sender: 'Galant' }))).toBe('201');
  expect(answered(await decide(holder, String(own?.id), 'approve', {}))).toBe('409 sender-taken');
  expect(answered(await text(holder))).toBe('422 SENDER_NOT_YOURS');
});

test('an account cannot change to a sender ID of another', async () => {
  const [id] = [await created('Verdine'), await created('Marisol')];
  const patch = (changes: object) =>
    bed.send<Made>('PATCH', `/v1/advertisers/${id}`, JSON.stringify(changes), {
      'content-type': 'application/json',
      ...alice,
    });
  expect(answered(await patch({ sender: 'MARIS0L', name: 'Other' }))).toBe('409 sender-taken');
  expect(await list(id)).toMatchObject([{ sender: 'Verdine' }]);
  expect(await patch({ sender: 'Verdine2' })).toMatchObject({
    status: 200,
    body: { name: 'Verdine', senders: [{ sender: 'Verdine' }, { sender: 'Verdine2' }] },
  });
});

test('does not start a campaign of an advertiser whose sender is approved nowhere', async () => {
  const open = await Bed.make();
  const { id } = (await open.post<Made>('/v1/advertisers', account('Nullepart'))).body;
  const addressBookId = await bookOf(open, id, 300, 301);
  const [own] = (await open.get<{ items: Sender[] }>(`/v1/advertisers/${id}/senders`)).body.items;
  await open.post(`/v1/advertisers/${id}/senders/${own?.id}/revoke`, { by: 'anne', reason: 'not theirs' });
  const campaign = { advertiserId: id, addressBookId, category: 'informative', text: 'Bonjour' };
  expect(answered(await open.launch(campaign))).toBe('422 SENDER_NOT_YOURS');
  await open.end();
});

test.each([
  { it: 'a code of another account', body: { sender: '38999' }, status: '400 invalid-request' },
  { it: 'a name with an accent', body: { sender: 'Café' }, status: '400 invalid-request' },
  { it: 'no evidence', body: { evidence: '' }, status: '400 invalid-request' },
  { it: 'an unknown country', body: { country: 'XX' }, status: '400 invalid-request' },
])('refuses to register $it', async ({ it, body, status }) => {
  const id = await created(`Refus${it.length}`);
  expect(answered(await add(id, body))).toBe(status);
});

test('approves a short code abroad for each account that has it', async () => {
  const [one, other] = [await created('Codeun'), await created('Codedeux')];
  for (const id of [one, other]) expect(answered(await add(id, { sender: '36180' }))).toBe('201');
  expect(answered(await text(other, { to: '+32470123456', sender: '36180' }))).toBe('202');
});

test('limits the sender IDs that an advertiser may request', async () => {
  const id = await created('Beaucoup');
  await bed.sql(
    `INSERT INTO campaign.advertiser_sender (id, advertiser_id, country, sender, likeness, state, evidence, requested_at)
     SELECT gen_random_uuid(), '${id}', 'FR', 'Nom' || n, 'nom' || n, 'requested', 'x', now() FROM generate_series(1, 99) n`,
  );
  expect(answered(await add(id, {}, await keyOf(id)))).toBe('409 too-many-senders');
});
