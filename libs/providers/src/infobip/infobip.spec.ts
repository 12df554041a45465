import type { RefusalClass } from '../contract/adapter';
import accepted from './fixtures/accepted.json';
import receipts from './fixtures/receipts.json';
import replies from './fixtures/replies.json';
import { infobipAdapter } from './adapter';
import { infobipCallbacks } from './callbacks';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const [FIRST, SECOND] = ['5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d', '6c1f304d-5e5d-4d3f-8a70-8d1bab221a3e'] as const;
const SECRET = 'a-secret-of-the-path-0123456789abcdef';
const adapter = infobipAdapter({
  account: { apiKey: 'key' },
  baseUrl: 'https://xyz.api.infobip.com',
  now: () => NOW,
  callbackUrl: (reference) => `https://we.example/${reference}`,
});
const message = (reference: string, text: string) =>
  ({ reference, from: 'ACME', to: '+33639980012', text, category: 'marketing', deliverBefore: NOW + 150_000 }) as const;
const BATCH = [message(FIRST, 'Soldes'), message(SECOND, 'Promo')];
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, BATCH);
const lookup = (json: unknown) => adapter.lookup?.read({ status: 200, headers: {}, json }, FIRST);
const callback = (body: unknown, pathSecret = SECRET) => ({
  method: 'POST',
  url: 'https://we.example/',
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  pathSecret,
});
const status = (groupName: string, name: string) => ({ messages: [{ messageId: FIRST, status: { groupName, name } }] });

test('a call has many texts, each with our reference as its id', () => {
  const { path, headers, body } = adapter.submit(BATCH);
  expect(path).toBe('/sms/3/messages');
  expect(headers['authorization']).toBe('App key');
  const { messages } = JSON.parse(body ?? '') as { messages: object[] };
  expect(messages).toHaveLength(2);
  expect(messages[0]).toEqual({
    sender: 'ACME',
    destinations: [{ to: '33639980012', messageId: FIRST }],
    content: { text: 'Soldes' },
    options: { validityPeriod: { amount: 2, timeUnit: 'MINUTES' } },
    webhooks: {
      delivery: { url: `https://we.example/${FIRST}`, intermediateReport: false, notify: true },
      contentType: 'application/json',
      callbackData: FIRST,
    },
  });
});

test('results are matched by id, in whatever order, and a missing one is unknown', () => {
  expect(read(200, accepted)).toEqual([
    { outcome: 'accepted', id: FIRST, final: { parts: 1 } },
    { outcome: 'refused', class: 'opted-out', code: 'REJECTED_DESTINATION_BLOCKLISTED', detail: 'Destination blocked' },
  ]);
  expect(read(200, status('PENDING', 'PENDING_ENROUTE'))).toMatchObject([
    { outcome: 'accepted' },
    { outcome: 'unknown' },
  ]);
});

test.each<[string, string, object]>([
  ['REJECTED', 'REJECTED_NOT_ENOUGH_CREDITS', { class: 'money' }],
  ['REJECTED', 'REJECTED_SENDER', { class: 'sender' }],
  ['REJECTED', 'REJECTED_INVALID_DESTINATION', { class: 'number' }],
  ['REJECTED', 'REJECTED_MESSAGE_TOO_LONG', { class: 'content' }],
  ['REJECTED', 'REJECTED_NEW', { class: 'other', code: 'REJECTED_NEW' }],
  ['REJECTED', 'REJECTED_DUPLICATE_MESSAGE_ID', { outcome: 'unknown' }],
  ['TELEPORTED', 'X', { outcome: 'unknown' }],
])('%s %s', (group, name, result) => expect(read(200, status(group, name))[0]).toMatchObject(result));

test.each<[number, unknown, object]>([
  [401, { errorCode: 'E401', description: 'Unauthorized' }, { class: 'auth', code: 'E401' }],
  [
    400,
    { requestError: { serviceException: { messageId: 'BAD_REQUEST', text: 'Bad 33639980012' } } },
    { class: 'other', code: 'BAD_REQUEST' },
  ],
])('a refused call is a refusal of each message: %s', (code, json, result) => {
  expect(read(code, json)).toMatchObject([result, result]);
  expect(JSON.stringify(read(code, json))).not.toContain('33639980012');
});

test.each<[string, unknown, object]>([
  [
    'finds ours',
    {
      results: [
        { messageId: 'x' },
        { messageId: FIRST, status: { groupName: 'DELIVERED', name: 'DELIVERED_TO_HANDSET' } },
      ],
    },
    { outcome: 'accepted', id: FIRST },
  ],
  ['finds none', { results: [] }, { outcome: 'absent' }],
  ['finds another', { results: [{ messageId: 'x' }] }, { outcome: 'absent' }],
  ['has no results', {}, { outcome: 'unknown' }],
])('a lookup that %s', (_, json, result) => expect(lookup(json)).toMatchObject(result));

test('one callback has many receipts, one of them of their block list', () => {
  expect(infobipCallbacks.parse(callback(receipts))).toEqual({
    receipts: [
      {
        id: FIRST,
        reference: FIRST,
        state: 'DELIVRD',
        at: Date.parse('2026-11-25T10:00:04Z'),
        final: { parts: 1, price: { amount: 0.05, currency: 'EUR' } },
      },
      {
        id: SECOND,
        reference: SECOND,
        state: 'REJECTD',
        error: 'REJECTED_DESTINATION_BLOCKLISTED',
        class: 'opted-out',
      },
    ],
    replies: [],
    skipped: [{ reason: 'unknown-state', detail: 'TELEPORTED' }],
  });
});

test('a reply is read whole, its keyword included', () => {
  expect(infobipCallbacks.parse(callback(replies)).replies).toEqual([
    { id: 'mo-1', from: '33639980012', to: '36180', text: 'STOP ACME', at: Date.parse('2026-11-25T10:01:00Z') },
  ]);
});

test('a callback is verified by the secret in its path, and nonsense is skipped', () => {
  expect(infobipCallbacks.verify(callback(receipts), [SECRET])).toBe(true);
  expect(infobipCallbacks.verify(callback(receipts, 'other'), [SECRET])).toBe(false);
  for (const body of ['<html>', '[]', 'null', { results: {} }, { results: [null, {}] }]) {
    const { receipts: none, replies: nor, skipped } = infobipCallbacks.parse(callback(body));
    expect([none, nor]).toEqual([[], []]);
    expect(skipped.length).toBeGreaterThan(0);
  }
});

test.each([
  ['EC_CONTENT_BLOCKED', 'opted-out'],
  ['EC_BLACKLISTED_DESTINATIONADDRESS', 'opted-out'],
  ['EC_SC_BLOCKED_BY_END_USER', 'opted-out'],
  ['EC_DEST_ADDRESS_BLACKLISTED', 'opted-out'],
  ['EC_BLOCKED_BY_CAMPAIGN_BLACKLIST', 'opted-out'],
  ['EC_ABSENT_SUBSCRIBER', undefined],
])('a receipt whose error is %s has the class %s, also by the error that is stored', (name, kind) => {
  const status = { groupName: 'UNDELIVERABLE', id: 9, name: 'UNDELIVERABLE_NOT_DELIVERED' };
  const [receipt] = infobipCallbacks.parse(
    callback({ results: [{ messageId: FIRST, status, error: { name } }] }),
  ).receipts;
  expect(receipt).toMatchObject({ state: 'UNDELIV', error: name });
  expect([receipt?.class, infobipCallbacks.classOf?.(name)]).toEqual([kind, kind]);
});

test('the class of a status is that of its id, then of its name, in answers, in receipts and in what is stored of them', () => {
  const rows: [number | undefined, string, RefusalClass][] = [
    [14, 'REJECTED_DESTINATION_BLOCKLISTED', 'opted-out'],
    [14, 'REJECTED_DESTINATION', 'opted-out'],
    [52, 'REJECTED_DESTINATION', 'number'],
    [undefined, 'REJECTED_DESTINATION_BLOCKLISTED', 'opted-out'],
    // Either of the two: the safe side.
    [undefined, 'REJECTED_DESTINATION', 'opted-out'],
    [18, 'REJECTED_DESTINATION_NOT_REGISTERED', 'auth'],
    [undefined, 'REJECTED_DESTINATION_NOT_REGISTERED', 'auth'],
    [6, 'REJECTED_NETWORK', 'other'],
    [19, 'REJECTED_ROUTE_NOT_AVAILABLE', 'other'],
    [12, 'REJECTED_NOT_ENOUGH_CREDITS', 'money'],
  ];
  const found = rows.map(([id, name]) => {
    const item = { messageId: FIRST, status: { groupName: 'REJECTED', name, id } };
    const [receipt] = infobipCallbacks.parse(callback({ results: [item] })).receipts;
    const { class: ofAnswer } = read(200, { messages: [item] })[0] as { class: RefusalClass };
    const stored = infobipCallbacks.classOf(receipt?.error ?? '') ?? 'other';
    return [id, name, ofAnswer, receipt?.class ?? 'other', stored];
  });
  expect(found).toEqual(rows.map(([id, name, kind]) => [id, name, kind, kind, kind]));
});

test('a text that reached the operator is on its way, not delivered', () => {
  const states = [{ id: 2, name: 'DELIVERED_TO_OPERATOR' }, { name: 'DELIVERED_TO_OPERATOR' }, { id: 5 }].map(
    (status) =>
      infobipCallbacks.parse(
        callback({ results: [{ messageId: FIRST, status: { groupName: 'DELIVERED', ...status } }] }),
      ).receipts[0]?.state,
  );
  expect(states).toEqual(['ENROUTE', 'ENROUTE', 'DELIVRD']);
});
