import { randomUUID } from 'node:crypto';
import {
  type MessageStatus,
  type SmsRequested,
  messageStatus,
  receipts,
  smsRequested,
  verdicts,
} from '@stopsms/contracts';
import { eventually, type Seen } from '@stopsms/testing';
import { bodyHash } from '../src/http-parts/answer-once';
import { Bed } from './bed';
import { msisdn, newAdvertiser, newBook } from './people';
import { type About, receipt, status, verdict } from './what-others-say';

interface Message {
  id: string;
  state: string;
  code?: string;
  timeline: { at: string; event: string; attempt?: number; code?: string; detail?: string; until?: string }[];
}

let bed: Bed;
let advertiserId: string;
let requested: Seen<SmsRequested>[];

beforeAll(async () => {
  bed = await Bed.make();
  advertiserId = (await newAdvertiser(bed)).id;
  requested = await bed.collect<SmsRequested>(smsRequested);
});
afterAll(() => bed.end());

const wanted = (more: object = {}) => ({
  ...{ advertiserId, category: 'informative', to: '06 39 98 00 12', text: 'Rendez-vous demain à 10 h' },
  ...more,
});
const send = (more: object = {}, headers: Record<string, string> = {}) =>
  bed.post<{ id: string }>('/v1/messages', wanted(more), headers);
const message = (id: string) => bed.get<Message>(`/v1/messages/${id}`);
const requestsOf = (id: string) => requested.filter(({ key }) => key === id);
const about = (id: string = randomUUID()): About => ({ id, advertiserId, recipientKey: bed.keys.keyOf(msisdn(12)) });
const settled = async () => {
  const text = await (await fetch(`${bed.service.url}/metrics`)).text();
  return Number(/^stopsms_unknown_messages_settled_total\S* (\d+)$/m.exec(text)?.[1]);
};
const becomes = (id: string, state: string) =>
  eventually(`message ${id} is ${state}`, async () => (await message(id)).body.state === state);

test('the stored digest of a request does not reveal its number to an attacker who tries all numbers', async () => {
  const id = randomUUID();
  await send({ id });
  const [row] = await bed.sql<{ hash: string }>('SELECT body_hash AS hash FROM message WHERE id = $1', [id]);
  const { category, text } = wanted();
  const tried = (e164: string) =>
    bodyHash({ id, advertiserId, category, text, to: { e164, region: 'FR', fiction: true } });
  expect(row?.hash).not.toBe(tried(msisdn(12)));
  expect(row?.hash).toBe(tried(bed.keys.keyOf(msisdn(12))));
});

test('an accepted message can be read at once, and is requested with all its fields', async () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const options = {
    sender: '36180',
    notBefore: '2026-11-26T08:00:00+01:00',
    expiresAt: 1_800_000_000_000,
    mention: 'insert',
    whenCapped: 'hold',
  };
  const sent = await send(options, { traceparent: `00-${trace}-b7ad6b7169203331-01` });
  expect(sent).toEqual({ status: 202, body: { id: expect.any(String) } });
  const { id } = sent.body;
  expect(await message(id)).toMatchObject({
    status: 200,
    body: { id, advertiserId, category: 'informative', state: 'accepted', timeline: [{ event: 'accepted' }] },
  });
  const [record] = await eventually('it is requested', () => requestsOf(id).length > 0 && requestsOf(id));
  expect(record?.value).toEqual({
    ...wanted(options),
    id,
    to: msisdn(12),
    country: 'FR',
    notBefore: Date.parse('2026-11-26T07:00:00Z'),
  });
  expect(record?.headers['traceparent']).toContain(trace);
});

test.each([
  { it: 'the same id', body: () => ({ id: randomUUID() }), headers: () => ({}) },
  { it: 'the same id in capitals', body: () => ({ id: randomUUID().toUpperCase() }), headers: () => ({}) },
  { it: 'the same Idempotency-Key', body: () => ({}), headers: () => ({ 'idempotency-key': randomUUID() }) },
])('ten requests with $it are one SMS', async (kept) => {
  const [body, headers] = [kept.body(), kept.headers() as Record<string, string>];
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(body, headers)));
  expect(new Set(answers.map(({ status: code, body: { id } }) => `${code} ${id}`)).size).toBe(1);
  const id = answers[0]?.body.id ?? '';
  const last = (await send()).body.id;
  await eventually('a later message is requested', () => requestsOf(last).length === 1);
  expect(requestsOf(id)).toHaveLength(1);
});

test('refuses an ID or key that was used for another message', async () => {
  const id = randomUUID();
  await send({ id });
  expect(await send({ id, text: 'Another' })).toMatchObject({ status: 409, body: { code: 'message-id-taken' } });
  const key = { 'idempotency-key': randomUUID() };
  await send({}, key);
  expect(await send({ text: 'Another' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  expect(await send({ id: randomUUID() }, key)).toMatchObject({ status: 400, body: { code: 'two-idempotency-keys' } });
});

test.each([
  { it: 'without text', body: { text: '' }, code: 'invalid-request', says: 'text must not be empty' },
  { it: 'with a text of blanks', body: { text: ' \t' }, code: 'invalid-request', says: 'text must not be empty' },
  { it: 'with half a surrogate pair', body: { text: 'Hi \ud83d' }, code: 'invalid-request', says: 'half surrogate' },
  { it: 'with 10,001 characters', body: { text: 'x'.repeat(10_001) }, code: 'invalid-request', says: 'at most 10000' },
  { it: 'to a landline', body: { to: '01 99 00 12 34' }, code: 'PHONE_LANDLINE', says: 'landline' },
  { it: 'to a short number', body: { to: '0639' }, code: 'PHONE_TOO_SHORT', says: '4 digits' },
  { it: 'to what Excel made of a number', body: { to: '6,39E+08' }, code: 'PHONE_EXCEL_MANGLED', says: 'spreadsheet' },
  { it: 'to nobody', body: { to: ' ' }, code: 'PHONE_EMPTY', says: 'No number' },
  { it: 'to a number of no country', body: { country: 'QQ' }, code: 'invalid-request', says: 'country' },
  { it: 'of another category', body: { category: 'service' }, code: 'invalid-request', says: 'category' },
  { it: 'with an id that is none', body: { id: '42' }, code: 'invalid-request', says: 'id must be a message id' },
  ...[Number.MAX_SAFE_INTEGER, 8.64e15 + 1, -1, '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].flatMap((at) =>
    ['notBefore', 'expiresAt'].map((name) => ({
      ...{ it: `with ${name} ${at}`, body: { [name]: at } },
      ...{ code: 'invalid-request', says: `${name} must lie between 1970-01-01 and 2099-12-31` },
    })),
  ),
  { it: 'with a misspelt field', body: { expireAt: 1 }, code: 'invalid-request', says: 'expireAt' },
])('refuses a message $it: $code', async ({ body, code, says }) => {
  const answer = await send(body);
  expect(answer).toMatchObject({ status: 400, body: { code } });
  expect((answer.body as unknown as { detail: string }).detail).toContain(says);
});

test('a message that could not be decided ends', async () => {
  const { id } = (await send()).body;
  await bed.say(verdicts, verdict(about(id), 'refused', { code: 'UNDECIDABLE', recipientKey: null }));
  await becomes(id, 'refused');
});

test('does not find a message of an unknown advertiser or one that does not exist', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await send({ advertiserId: unknown })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await message(unknown)).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

test('labels a message with a campaign of its own advertiser only; another’s is treated as unknown', async () => {
  const campaignFor = async (owner: string) => {
    const plan = {
      advertiserId: owner,
      addressBookId: await newBook(bed, owner),
      category: 'marketing',
      text: 'Soldes',
    };
    return (await bed.post<{ id: string }>('/v1/campaigns', plan)).body.id;
  };
  const [own, others] = [await campaignFor(advertiserId), await campaignFor((await newAdvertiser(bed)).id)];
  const refused = await Promise.all([others, randomUUID()].map((campaignId) => send({ campaignId })));
  const shape = ({ status, body }: (typeof refused)[number], of: string) =>
    JSON.stringify({ status, body }).replaceAll(of, '<id>');
  const [ofAnother, ofNobody] = refused;
  if (!ofAnother || !ofNobody) throw new Error('two were asked for');
  expect(ofAnother).toMatchObject({ status: 404, body: { code: 'not-found' } });
  const idIn = (answer: typeof ofAnother) =>
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(JSON.stringify(answer))?.[0];
  expect(shape(ofAnother, idIn(ofAnother) ?? '')).toBe(shape(ofNobody, idIn(ofNobody) ?? ''));
  const accepted = await send({ campaignId: own });
  expect(accepted.status).toBe(202);
  await eventually('it is requested', () => requestsOf(accepted.body.id)[0]?.value.campaignId === own);
});

test.each(['PUBLISHER_NOT_ALLOWED', 'CAMPAIGN_NOT_YOURS', 'INVALID_REQUEST', 'UNDECIDABLE'])(
  'a publisher’s request refused as %s reveals nothing about the message with its ID',
  async (code) => {
    const refused = (id: string) => verdict(about(id), 'refused', { code, publisher: 'garden', recipientKey: null });
    const [before, behind, after] = [randomUUID(), randomUUID(), (await send()).body.id];
    await bed.say(verdicts, refused(before), refused(after), verdict(about(after), 'held', { code: 'NOT_BEFORE' }));
    // In the partition of the first.
    await bed.say(verdicts, { ...verdict(about(behind), 'held'), key: before });
    await Promise.all([becomes(after, 'held'), becomes(behind, 'held')]);
    expect((await message(after)).body.timeline.map(({ event }) => event).sort()).toEqual(['accepted', 'held']);
    expect((await message(before)).status).toBe(404);
    expect(await send({ id: before })).toMatchObject({ status: 202, body: { id: before } });
    await eventually('it is requested', () => requestsOf(before).length === 1);
  },
);

test('the timeline shows each event once and in order, however often and in whatever order they arrive', async () => {
  const { id } = (await send()).body;
  const request = about(id);
  const at = Date.now() + 1_000;
  await bed.say(receipts, receipt(request, 'delivered', { at: at + 4_000 }));
  await becomes(id, 'delivered');
  const statuses = [status(request, 'submitted', { at: at + 3_000, begunAt: at + 2_000, attempt: 2, detail: 'as 1' })];
  const decided = [
    verdict(request, 'cleared', { at: at + 1_500, attempt: 2 }),
    verdict(request, 'released', { at: at + 1_000, attempt: 2 }),
    verdict(request, 'held', { at, code: 'WINDOW_CLOSED', detail: 'Too late.', heldUntil: at + 1_000 }),
  ];
  await bed.say(messageStatus, ...statuses, ...statuses);
  await bed.say(verdicts, ...decided, ...decided.reverse());
  await eventually('all is shown', async () => (await message(id)).body.timeline.length === 7);
  const { body } = await message(id);
  expect(body.state).toBe('delivered');
  expect(body.timeline.map(({ event, attempt }) => [event, attempt])).toEqual([
    ['accepted', undefined],
    ['held', 1],
    ['released', 2],
    ['cleared', 2],
    ['submitting', 2],
    ['submitted', 2],
    ['delivered', undefined],
  ]);
  expect(body.timeline[1]).toEqual({
    ...{ event: 'held', attempt: 1, code: 'WINDOW_CLOSED', detail: 'Too late.' },
    at: new Date(at).toISOString(),
    until: new Date(at + 1_000).toISOString(),
  });
});

test.each<{ said: MessageStatus['status']; code: string; state: string }>([
  { said: 'blocked', code: 'OPTED_OUT', state: 'blocked' },
  { said: 'rejected', code: 'OPERATOR_REJECTED', state: 'failed' },
  { said: 'expired', code: 'EXPIRED', state: 'expired' },
  { said: 'expired', code: 'WINDOW_CLOSED', state: 'held' },
  { said: 'unknown', code: 'OUTCOME_UNKNOWN', state: 'unknown' },
])('a message of another service with dispatcher status $said ($code) is $state', async ({ said, code, state }) => {
  const request = about();
  await bed.say(verdicts, verdict(request, 'cleared'));
  await bed.say(messageStatus, status(request, said, { code }));
  await becomes(request.id, state);
  expect((await message(request.id)).body).toMatchObject({ code, advertiserId, category: 'marketing' });
});

test('a failed receipt shows the operator’s reason', async () => {
  const request = about();
  await bed.say(receipts, receipt(request, 'failed', { error: '027' }));
  await becomes(request.id, 'failed');
  expect((await message(request.id)).body).toMatchObject({
    code: 'UNDELIV',
    timeline: [{ event: 'failed', code: 'UNDELIV', detail: "The operator's error code is 027." }],
  });
});

test('a refused message can be read if only its verdict is known', async () => {
  const request = about();
  const { key, value } = verdict(request, 'refused', { code: 'PHONE_TOO_SHORT', detail: 'bad \u0000 digits' });
  await bed.say(verdicts, { key, value: { ...value, recipientKey: null } });
  await becomes(request.id, 'refused');
  expect((await message(request.id)).body).toMatchObject({ code: 'PHONE_TOO_SHORT' });
});

test('lists messages with an unknown outcome page by page until the outcome is known', async () => {
  const owner = (await newAdvertiser(bed)).id;
  const lost = [about(), about(), about()].map((of) => ({ ...of, advertiserId: owner }));
  lost.sort((a, b) => (a.id < b.id ? 1 : -1));
  const [others, campaignId] = [about(), randomUUID()];
  const detail = 'no answer from test: response-timeout';
  const unknown = (of: About) => status(of, 'unknown', { code: 'OUTCOME_UNKNOWN', detail });
  const confirmation = status(others, 'unknown', { lane: 'service', code: 'OUTCOME_UNKNOWN' });
  await bed.put(messageStatus, [...lost.map(unknown), confirmation]);
  const list = async (query = '') =>
    (await bed.get<{ items: { id: string }[]; nextCursor?: string }>(`/v1/messages?state=unknown${query}`)).body;
  const own = `&advertiserId=${owner}`;
  const ids = lost.map(({ id }) => id);
  const listed = [...ids, others.id].sort();
  await eventually('all are listed', async () => {
    const { items } = await list();
    const found = new Set(items.map(({ id }) => id));
    // A confirmation too, which has no category.
    return listed.every((id) => found.has(id)) && !items.some((one) => one.id === others.id && 'category' in one);
  });
  const first = await list(`${own}&limit=2`);
  const second = await list(`${own}&limit=2&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeUndefined();
  expect(first.items[0]).toEqual({
    ...{ id: ids[0], advertiserId: owner, category: 'marketing', state: 'unknown' },
    ...{ code: 'OUTCOME_UNKNOWN', detail, at: '2026-11-25T10:00:01.000Z' },
  });
  expect((await list(`&campaignId=${campaignId}`)).items).toEqual([]);
  const before = await settled();
  await bed.put(messageStatus, [status(lost[0] as About, 'submitted'), status(lost[0] as About, 'submitted')]);
  await bed.put(receipts, [receipt(lost[1] as About, 'delivered')]);
  await eventually('only what is unknown is listed', async () => {
    expect((await list(own)).items.map(({ id }) => id)).toEqual(ids.slice(2));
    return true;
  });
  // A second status of one settled before, and the repeated one of another, are no news.
  await bed.put(receipts, [receipt(lost[0] as About, 'delivered')]);
  await bed.put(messageStatus, [unknown(lost[2] as About)]);
  await becomes(lost[0]?.id ?? '', 'delivered');
  expect((await settled()) - before).toBe(2);
  expect(await bed.get('/v1/messages?state=held')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});
