import { AdvertiserDirectory } from '@stopsms/advertisers';
import { type Advertiser, advertisers } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';

let bed: Bed;
let published: Seen<Advertiser>[];

beforeAll(async () => {
  bed = await Bed.make();
  published = await bed.collect<Advertiser>(advertisers);
});
afterAll(() => bed.end());

const ACME = { name: 'Acme', legalName: 'ACME SAS', sender: 'ACME', shortCode: '36180', country: 'FR' };
const CONTACT = '10 rue Exemple, 75002 Paris. Tel 01 99 00 12 34';
const HOURS = { saturday: '10:00-18:00', sunday: 'closed', holiday: '00:00-24:00' };
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const allClosed = Object.fromEntries(WEEKDAYS.map((day) => [day, 'closed']));

type Account = Answer<Advertiser & { code: string; detail: string }>;
let named = 0;
const create = (more: { sender?: string } & Record<string, unknown> = {}): Promise<Account> => {
  const { sender = `ACME${(named += 1)}` } = more;
  return bed.post('/v1/advertisers', { ...ACME, legalName: `${sender} SAS`, sender, ...more });
};
const patch = (id: string, changes: unknown): Promise<Account> =>
  bed.send('PATCH', `/v1/advertisers/${id}`, JSON.stringify(changes), { 'content-type': 'application/json' });
const stored = async (id: string) => (await bed.get<Advertiser>(`/v1/advertisers/${id}`)).body;
const publishedOf = (id: string) => published.filter(({ key }) => key === id).map(({ value }) => value);

test('creates an advertiser with sending hours and a contact, and publishes both', async () => {
  const { status, body } = await create({ sendingHours: HOURS, contact: ` ${CONTACT} ` });
  expect(status).toBe(201);
  expect(body).toMatchObject({ sendingHours: HOURS, contact: CONTACT });
  expect(await stored(body.id)).toEqual(body);
  await eventually('it is published', () => publishedOf(body.id).length > 0);
  expect(publishedOf(body.id)).toEqual([{ ...body, createdAt: Date.parse(String(body.createdAt)) }]);
});

test('changes given fields, keeps others, removes null ones, and publishes each change', async () => {
  const { body: before } = await create({ webhookUrl: 'https://example.fr/hook', contact: CONTACT });
  const changes = { name: 'Acme Mode', sender: 'ACMEMODE', linkHosts: ['S.example.fr'], sendingHours: HOURS };
  const changed = await patch(before.id, changes);
  const senders = [before.sender, 'ACMEMODE'].map((sender) => ({ country: 'FR', sender }));
  expect(changed).toEqual({ status: 200, body: { ...before, ...changes, linkHosts: ['s.example.fr'], senders } });
  expect(await stored(before.id)).toEqual(changed.body);

  const less = await patch(before.id, { webhookUrl: null, sendingHours: null, contact: null });
  const { webhookUrl: _, sendingHours: __, contact: ___, ...left } = changed.body;
  expect(less).toEqual({ status: 200, body: left });
  expect(await stored(before.id)).toEqual(left);
  await eventually('all three are published', () => publishedOf(before.id).length === 3);
  const at = Date.parse(String(before.createdAt));
  expect(publishedOf(before.id)).toEqual([before, changed.body, left].map((each) => ({ ...each, createdAt: at })));
  await eventually(
    'it is known here too',
    () => bed.service.get(AdvertiserDirectory).get(before.id)?.name === 'Acme Mode',
  );
});

test('repeating a change leaves the advertiser unchanged', async () => {
  const { id } = (await create()).body;
  const changes = { sendingHours: HOURS, codes: ['38100', '36180'] };
  const [first, again] = [await patch(id, changes), await patch(id, changes)];
  expect(again).toEqual(first);
  expect(again.body.codes).toEqual(['36180', '38100']);
});

test('applies all concurrent changes', async () => {
  const { id } = (await create()).body;
  await Promise.all([
    patch(id, { name: 'Other' }),
    patch(id, { contact: CONTACT }),
    patch(id, { sendingHours: HOURS }),
  ]);
  expect(await stored(id)).toMatchObject({ name: 'Other', contact: CONTACT, sendingHours: HOURS });
  await eventually('all are published', () => publishedOf(id).length === 4);
  expect(publishedOf(id).at(-1)).toMatchObject({ name: 'Other', contact: CONTACT, sendingHours: HOURS });
});

test('adds codes and never removes one, because a STOP to it may still arrive', async () => {
  const { id } = (await create({ codes: ['38100'] })).body;
  expect((await patch(id, { codes: ['38100', '38200'] })).body.codes).toEqual(['36180', '38100', '38200']);
  const refused = await patch(id, { codes: ['36180'], name: 'Other' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'code-still-answered' } });
  expect(refused.body.detail).toContain('must still contain 38100, 38200: recipients may still reply');
  expect(await stored(id)).toMatchObject({ name: 'Acme', codes: ['36180', '38100', '38200'] });
});

test('refuses an empty change, and returns 404 for an unknown advertiser', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await patch(unknown, { name: 'x' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  const { id } = (await create()).body;
  const nothing = await patch(id, {});
  expect(nothing.status).toBe(400);
  expect(nothing.body.detail).toMatch(/^the body must change something: give at least one of name, sender, codes,/);
  expect(await patch(id, { legalName: 'Other SAS' })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

const refused = [
  {
    it: 'an unknown day',
    body: { sendingHours: { mondy: 'closed' } },
    says: 'sendingHours: no such day: mondy; days are',
  },
  {
    it: 'hours that close first',
    body: { sendingHours: { monday: '20:00-08:00' } },
    says: 'sendingHours.monday must close after it opens, on the same day, not "20:00-08:00"',
  },
  {
    it: 'hours that take no time',
    body: { sendingHours: { monday: '08:00-08:00' } },
    says: 'must close after it opens',
  },
  {
    it: 'hours of a moment',
    body: { sendingHours: { monday: '08:00-08:29' } },
    says: 'sendingHours.monday must be at least 30 minutes: nothing leaves in the last 15 before closing',
  },
  {
    it: 'hours of no clock',
    body: { sendingHours: { sunday: '8h-20h' } },
    says: 'sendingHours.sunday must be hours such as 08:00-20:00, or "closed", not "8h-20h"',
  },
  { it: 'hours after midnight', body: { sendingHours: { sunday: '20:00-24:30' } }, says: 'must be hours such as' },
  { it: 'a day that is null', body: { sendingHours: { sunday: null } }, says: 'sendingHours.sunday' },
  {
    it: 'a week that never opens',
    body: { sendingHours: { ...allClosed, holiday: '08:00-20:00' } },
    says: 'sendingHours must open on at least one day of the week',
  },
  { it: 'a contact of two lines', body: { contact: 'Tel 01\n02' }, says: 'contact must be one line' },
  {
    it: 'a contact outside GSM-7',
    body: { contact: 'Crêperie, forêt 12' },
    says: 'contact must be in the GSM-7 alphabet, so without ê',
  },
  {
    it: 'a contact that is a short link',
    body: { contact: 'bit.ly/3xYz' },
    says: 'contact must be an address, a phone number or a mail address, not a link',
  },
  { it: 'a contact with a URL', body: { contact: 'Infos https://acme.example' }, says: 'not a link' },
  { it: 'a contact too long', body: { contact: 'x'.repeat(91) }, says: 'contact' },
  { it: 'an empty contact', body: { contact: ' ' }, says: 'contact' },
  {
    it: 'a French code that is none',
    body: { codes: ['36180', '81234'] },
    says: 'codes[1] must be 36xxx or 38xxx in France',
  },
];

test.each(refused)('neither creates nor changes an advertiser with $it', async ({ body, says }) => {
  const { id } = (await create()).body;
  for (const answer of [await create(body), await patch(id, body)]) {
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(says);
  }
});

test.each(['help@acme.example', '+33 1 99 00 12 34', 'www.acme.example', '1/2 rue de la Gare, 59000 Lille'])(
  'accepts as a contact: %s',
  async (contact) => {
    expect((await create({ contact })).body.contact).toBe(contact);
  },
);
