// What is real: the suppression service with keys needed, its database and its topics.
import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import type { RunningService } from '@stopsms/bootstrap';
import { type OptOut, type OptOutChanged, advertisers } from '@stopsms/contracts';
import { type Seen, anAdvertiser, eventually, keys } from '@stopsms/testing';
import { Bed, stop } from './bed';

const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const ADVERTISER = 'stopsms_of-the-advertiser-acme-in-this-test';
const MINUTE = 60_000;
const AT = Date.now() - 60 * MINUTE;

let bed: Bed;
let service: RunningService;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];
const acme = anAdvertiser({
  shortCode: '36180',
  keys: [{ id: randomUUID(), name: 'crm', hash: hashOfKey(ADVERTISER) }],
});

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady({ OPERATOR_KEYS: `alice:${hashOfKey(OPERATOR)}` });
  await bed.put(advertisers, [{ key: acme.id, value: acme, partition: 0 }]);
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(6_000 + (last += 1))}`;
const document = (at: number) => ({
  kind: 'letter',
  keptAt: 'archive, letter 14',
  date: new Date(at).toISOString(),
  sha256: 'ab'.repeat(32),
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}
async function ask(method: string, path: string, body?: object, key = OPERATOR, base = service): Promise<Answer> {
  const response = await fetch(`${base.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const lift = (phone: string, at: number, more: object = {}, key = OPERATOR) => {
  const body = { phone, advertiserId: acme.id, by: 'the director', reason: 'a slip', document: document(at), ...more };
  return ask('POST', '/v1/opt-outs/lift', body, key);
};
const why = async (phone: string) =>
  (await ask('POST', '/v1/why-blocked', { phone, advertiserId: acme.id })).body as {
    blocked: boolean;
    explanation: string;
    evidence: object[];
  };
const published = (phone: string, change: OptOutChanged['change']) =>
  changes.map(({ value }) => value).filter((each) => each.recipientKey === keys.keyOf(phone) && each.change === change);
async function stopped(phone: string, fields: object = {}): Promise<void> {
  await bed.reply(stop(phone, [acme.id], { receivedAt: AT, ...fields }));
  await eventually('the opt-out is published', () => published(phone, 'opted-out').length === 1);
}

test('a named person lifts an opt-out on a document, which is kept, shown and published with the name of the key', async () => {
  const phone = number();
  await stopped(phone);
  const first = await lift(phone, AT + MINUTE, { requestId: 'letter-14' });
  expect(first).toEqual({
    status: 200,
    body: { id: expect.any(String), scope: acme.id, by: 'alice', stillBlocked: false },
  });
  const kept = { kind: 'letter', keptAt: 'archive, letter 14', at: AT + MINUTE, sha256: 'ab'.repeat(32) };
  const [event] = await eventually('the return is published', () => {
    const all = published(phone, 'returned');
    return all.length > 0 ? all : undefined;
  });
  expect(event).toMatchObject({
    source: 'api',
    evidenceId: first.body['id'],
    at: AT + MINUTE,
    msisdn: phone,
    region: 'FR',
    code: '36180',
    position: { partition: expect.any(Number), offset: expect.any(String) },
    lift: { by: 'alice', reason: 'a slip', document: kept },
  });
  const back = await eventually('the return is on the list', () =>
    optOuts().find(({ key, value }) => key.startsWith(keys.keyOf(phone)) && value.state === 'back'),
  );
  expect(back.value).toMatchObject({ source: 'api', at: AT + MINUTE });
  expect(await why(phone)).toMatchObject({
    blocked: false,
    explanation: expect.stringContaining('a named person of the platform lifted it'),
    evidence: [
      { change: 'returned', by: 'alice', reason: 'a slip', document: kept },
      { change: 'opted-out', by: null },
    ],
  });
  // The same request again is one; without its id there is nothing to lift any more.
  expect(await lift(phone, AT + MINUTE, { requestId: 'letter-14' })).toEqual(first);
  expect((await lift(phone, AT + MINUTE)).body['code']).toBe('not-opted-out');
  expect(published(phone, 'returned')).toHaveLength(1);
  // A STOP of after the document opts out again.
  await bed.reply(stop(phone, [acme.id], { receivedAt: AT + 2 * MINUTE }));
  await eventually('the second opt-out is published', () => published(phone, 'opted-out').length === 2);
  expect((await why(phone)).blocked).toBe(true);
  // Made again, the request lifts nothing, and says so.
  expect(await lift(phone, AT + MINUTE, { requestId: 'letter-14' })).toEqual({
    status: 200,
    body: { ...first.body, stillBlocked: true },
  });
  expect((await why(phone)).blocked).toBe(true);
});

test('refuses to lift on a document before the STOP or from tomorrow, with an advertiser’s key, or without a name', async () => {
  const phone = number();
  await stopped(phone);
  expect((await lift(phone, AT - MINUTE)).body['code']).toBe('document-before-opt-out');
  expect((await lift(phone, AT + 4_000)).body['code']).toBe('document-before-opt-out');
  expect((await lift(phone, Date.now() + 60 * MINUTE)).body['code']).toBe('invalid-request');
  expect((await lift(phone, AT + MINUTE, {}, ADVERTISER)).body['code']).toBe('operators-only');
  expect((await lift(phone, AT + MINUTE, {}, '')).body['code']).toBe('key-missing');
  for (const broken of [
    { document: undefined },
    { document: { ...document(AT + MINUTE), sha256: 'x' } },
    { document: { ...document(AT + MINUTE), keptAt: ' ' } },
    { advertiserId: '*' },
    { reason: '' },
  ])
    expect((await lift(phone, AT + MINUTE, broken)).status).toBe(400);
  expect((await lift(phone, AT + MINUTE, { advertiserId: randomUUID() })).status).toBe(404);
  expect(await why(phone)).toMatchObject({ blocked: true, evidence: [{ change: 'opted-out' }] });
  expect(published(phone, 'returned')).toEqual([]);
});

test('an opt-out from every advertiser stays, and the person is not notified', async () => {
  const phone = number();
  await stopped(phone);
  await ask('PUT', '/v1/opt-outs', { phone, scope: '*', reason: 'asked on the telephone' });
  expect((await lift(phone, AT + MINUTE)).body).toMatchObject({ stillBlocked: true });
  const [event] = await eventually('the return is published', () => {
    const all = published(phone, 'returned');
    return all.length > 0 ? all : undefined;
  });
  expect(event).not.toHaveProperty('msisdn');
  expect((await why(phone)).blocked).toBe(true);
});

test('records the key as the author, whatever the request says; without keys, the request decides', async () => {
  const evidenceOf = async (phone: string) => (await why(phone)).evidence;
  const put = (phone: string, base?: RunningService, key?: string, by: object = { by: 'the director' }) =>
    ask('PUT', '/v1/opt-outs', { phone, scope: acme.id, reason: 'asked', ...by }, key, base);
  const imported = async (phone: string, base: RunningService, key: string, route = 'import?') => {
    const response = await fetch(`${base.url}/v1/opt-outs/${route}&advertiserId=${acme.id}&by=the%20director`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...(key && { authorization: `Bearer ${key}` }) },
      body: `phone\n${phone}\n`,
    });
    expect(response.status).toBe(200);
  };
  const erased = (phone: string, said: object, base?: RunningService, key?: string) =>
    ask('POST', '/v1/erasures', { phone, reason: 'a letter', ...said }, key, base);
  const forgotten = (phone: string, said: object, base?: RunningService, key?: string) => {
    const [explainedAt, insistedAt] = ['2025-11-20T10:00:00Z', '2025-11-24T10:00:00Z'];
    const body = { phone, reason: 'a letter', document: 'letter 13', explainedAt, insistedAt, ...said };
    return ask('POST', '/v1/erasures/complete', body, key, base);
  };
  const republish = (said: object, base?: RunningService, key?: string) =>
    ask('POST', '/v1/opt-outs/republish', { reason: 'lost', ...said }, key, base);
  const requestedBy = async (id: unknown) =>
    (await bed.sql<{ by: string }>('SELECT requested_by AS by FROM erasure WHERE id = $1', [id]))[0]?.by;

  const [one, two, listed] = [number(), number(), number()];
  await put(one);
  await imported(two, service, OPERATOR);
  expect(await evidenceOf(one)).toMatchObject([{ by: 'alice' }]);
  expect(await evidenceOf(two)).toMatchObject([{ by: 'alice' }]);
  await imported(listed, service, OPERATOR, 'reconcile?operator=orange');
  expect(await evidenceOf(listed)).toMatchObject([{ by: 'alice' }]);
  const said = { requestedBy: 'the director' };
  expect(await requestedBy((await erased(one, said)).body['id'])).toBe('alice');
  expect(await requestedBy((await forgotten(two, {})).body['id'])).toBe('alice');
  expect((await republish({ by: 'the director' })).body).toMatchObject({ requestedBy: 'alice' });
  await eventually(
    'all is written',
    async () => (await ask('GET', '/v1/opt-outs/republish')).body['state'] === 'finished',
  );

  const open = await bed.startReady();
  const [three, four] = [number(), number()];
  await put(three, open, '');
  await imported(four, open, '');
  expect(await evidenceOf(three)).toMatchObject([{ by: 'the director' }]);
  expect(await evidenceOf(four)).toMatchObject([{ by: 'the director' }]);
  expect(await requestedBy((await erased(three, said, open, '')).body['id'])).toBe('the director');
  expect(await requestedBy((await forgotten(four, said, open, '')).body['id'])).toBe('the director');
  expect((await republish({ by: 'the director' }, open, '')).body).toMatchObject({ requestedBy: 'the director' });
  // Somebody must answer for these.
  expect((await erased(three, {}, open, '')).status).toBe(400);
  expect((await forgotten(four, {}, open, '')).status).toBe(400);
  expect((await republish({}, open, '')).status).toBe(400);
  const nameless = { phone: three, advertiserId: acme.id, reason: 'x', document: document(Date.now() - 1) };
  expect((await ask('POST', '/v1/opt-outs/lift', nameless, '', open)).status).toBe(400);
});
