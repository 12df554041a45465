import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import type { OptOut, OptOutChanged } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});

afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(1_000 + (last += 1))}`;

interface Answer {
  status: number;
  body: Record<string, unknown> & { items?: Record<string, unknown>[] };
}

async function ask(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${service.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const send = (method: string, path: string, body: object) =>
  ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const put = (body: object) => send('PUT', '/v1/opt-outs', body);
const listed = async (question: object) => (await send('POST', '/v1/opt-outs/search', question)).body;

it('opts a number out, writes it to the list and publishes it without a number to confirm to', async () => {
  const phone = number();
  const answer = await put({ phone, scope: acme, reason: 'asked by letter' });
  expect(answer).toMatchObject({
    status: 200,
    body: { scope: acme, state: 'out', source: 'api', change: 'opted-out' },
  });
  const [event] = await eventually('the opt-out is published', () => {
    const own = changes.filter(({ key }) => key === keys.keyOf(phone));
    return own.length > 0 ? own : undefined;
  });
  expect(event?.value).toMatchObject({ change: 'opted-out', source: 'api', attributed: true });
  expect(event?.value).not.toHaveProperty('msisdn');
  await eventually('it is on the list', () => optOuts().some(({ key }) => key === `${keys.keyOf(phone)}:${acme}`));
});

it('treats a national number like its E.164 form, and a repeated request as one', async () => {
  const phone = number();
  const request = { scope: acme, reason: 'asked by phone', requestId: randomUUID() };
  const first = await put({ ...request, phone });
  const second = await put({ ...request, phone: phone.replace('+33', '0') });
  expect(second.body).toMatchObject({ episodeId: first.body.episodeId, change: 'repeated' });
  expect((await listed({ phone })).items).toHaveLength(1);
});

it.each([
  ['no phone', {}, 400, 'invalid-request'],
  ['a number that is too short', { phone: '06399' }, 400, 'PHONE_'],
  ['a landline', { phone: '0145678901' }, 400, 'PHONE_'],
  ['a scope that is none', { phone: '0639980001', scope: 'ACME' }, 400, 'invalid-request'],
  ['an unknown advertiser', { phone: '0639980001', scope: randomUUID() }, 404, 'not-found'],
  ['no reason', { phone: '0639980001', reason: '' }, 400, 'invalid-request'],
])('refuses to opt out with %s', async (_, fields, status, code) => {
  const answer = await put({ scope: '*', reason: 'test', ...fields });
  expect(answer.status).toBe(status);
  expect(answer.body.code).toContain(code);
});

it('knows an advertiser created a moment before', async () => {
  const phone = number();
  expect((await put({ phone, scope: (await bed.advertiser()).id, reason: 'test' })).status).toBe(200);
});

it('lists the opt-outs of a number that concern an advertiser, page by page', async () => {
  const [phone, other] = [number(), (await bed.advertiser()).id];
  for (const scope of [acme, `${acme}/news`, other, '*']) await put({ phone, scope, reason: 'test' });
  const all = await listed({ phone, advertiserId: acme });
  expect(all.items?.map(({ scope }) => scope).sort()).toEqual(['*', acme, `${acme}/news`].sort());
  const first = await listed({ phone, limit: 3 });
  const second = await listed({ phone, limit: 3, cursor: String(first.nextCursor) });
  expect(first.items).toHaveLength(3);
  expect(second.items).toHaveLength(1);
  expect(second).not.toHaveProperty('nextCursor');
  expect((await ask('/v1/opt-outs?cursor=nonsense')).body).toMatchObject({ status: 400, code: 'invalid-cursor' });
});

describe('why a number is blocked', () => {
  const why = async (phone: string, advertiserId: string) =>
    (await send('POST', '/v1/why-blocked', { phone, advertiserId })).body;

  const answer = (advertiserId: string) => send('POST', '/v1/why-blocked', { phone: '+33639981099', advertiserId });

  it('returns 404 for an advertiser that does not exist', async () => {
    for (const nobody of [randomUUID(), 'Nobody', 'acme sas', '*', `${acme}/lorane`]) {
      expect(await answer(nobody)).toMatchObject({
        status: 404,
        body: { code: 'not-found', detail: `No advertiser has the id ${nobody}.` },
      });
    }
  });

  it('includes opt-outs from another account of the legal entity, also before a separation', async () => {
    const [phone, other] = [number(), number()];
    const { id } = await bed.advertiser({ name: 'Nord' });
    const { id: second } = await bed.advertiser({ name: 'Sud', entityId: id });
    const { id: former } = await bed.advertiser({ name: 'Est', separated: [{ advertiserId: id, at: Date.now() }] });
    await put({ phone, scope: id, reason: 'asked by phone' });
    for (const account of [second, former]) {
      const published = await eventually('the entity is known', async () => {
        const found = await why(phone, account);
        return found['blocked'] ? found : undefined;
      });
      expect(published).toMatchObject({ blocked: true, optOuts: [{ scope: id }] });
      expect(published['explanation']).toContain('towards Nord');
    }
    expect(await why(other, second)).toMatchObject({ blocked: false });
  });

  it('is found for an advertiser by its unique name', async () => {
    const phone = number();
    const { id } = await bed.advertiser({ name: 'Café Lorane' });
    await bed.reply(stop(phone, [id]));
    await eventually('it is published', () => changes.some(({ key }) => key === keys.keyOf(phone)));
    for (const meant of ['Café Lorane', 'CAFÉ LORANE', ' cafe\u0301 lorane', id.toUpperCase()]) {
      expect(await why(phone, meant)).toMatchObject({ blocked: true, optOuts: [{ scope: id }] });
    }
    const second = await bed.advertiser({ name: 'café lorane', legalName: 'Lorane Sud' });
    const refused = await eventually('the second is known', async () => {
      const found = await answer('Café Lorane');
      return found.status === 409 ? found : undefined;
    });
    expect(refused.body).toMatchObject({ code: 'advertiser-ambiguous' });
    for (const candidate of [id, `${second.id} (Lorane Sud)`]) expect(refused.body['detail']).toContain(candidate);
    expect(await why(phone, id)).toMatchObject({ blocked: true });
  });

  it('shows the opt-out, each request behind it, and what would lift it', async () => {
    const phone = number();
    const reply = stop(phone, [acme]);
    await bed.reply(reply, stop(phone, [acme]));
    await eventually(
      'both replies are published',
      () => changes.filter(({ key }) => key === keys.keyOf(phone)).length === 2,
    );
    expect(await why(phone, acme)).toEqual({
      blocked: true,
      explanation: expect.stringContaining(new Date(reply.receivedAt).toISOString()),
      optOuts: [expect.objectContaining({ scope: acme, state: 'out', source: 'sms', evidenceId: reply.replyId })],
      evidence: [expect.objectContaining({ source: 'sms' }), expect.objectContaining({ source: 'sms' })],
      lift: expect.stringContaining('consent'),
      reasons: [
        {
          scope: acme,
          explanation: expect.stringMatching(/^Blocked since .*: the person answered a text .* all adverts of ACME/),
          lift: expect.stringMatching(
            /^Only the person, by texting START to the code of ACME after .* that ACME reports .* lifts nothing/,
          ),
        },
      ],
      number: { state: 'no-failure-known', explanation: expect.any(String), unfit: [] },
    });
  });

  it('is shown for another advertiser only if it applies to all', async () => {
    const [phone, other] = [number(), (await bed.advertiser()).id];
    await put({ phone, scope: acme, reason: 'test' });
    expect(await why(phone, other)).toMatchObject({ blocked: false });
    await put({ phone, scope: '*', reason: 'test' });
    expect(await why(phone, other)).toMatchObject({ blocked: true, optOuts: [{ scope: '*' }] });
  });

  it('is answered for an unknown number', async () => {
    const answer = await why(number(), acme);
    expect(answer).toMatchObject({ blocked: false, reasons: [], number: { state: 'no-failure-known' } });
    expect(answer.explanation).toMatch(/^No opt-out of this number concerns ACME, and none did before\./);
  });

  it('shows each scope, blocking and widest first, with the last return', async () => {
    const phone = number();
    for (const scope of [`${acme}/news`, acme, '*']) await put({ phone, scope, reason: 'test' });
    await bed.sql(
      `UPDATE suppression.opt_out SET state = 'back' WHERE recipient_key = '${keys.keyOf(phone)}' AND scope = '${acme}'`,
    );
    const answer = await why(phone, acme);
    const reasons = answer.reasons as { scope: string; explanation: string; lift: string }[];
    expect(reasons.map(({ scope }) => scope)).toEqual(['*', `${acme}/news`, acme]);
    expect(reasons.map(({ explanation }) => explanation)).toEqual([
      expect.stringContaining('every advertiser of the platform'),
      expect.stringContaining('one stream of ACME, "news"'),
      expect.stringContaining('had opted out and came back'),
    ]);
    expect(answer.lift).toContain('No act towards one advertiser lifts it');
  });
});
