import accepted from './fixtures/accepted.json';
import receipt from './fixtures/receipt.json';
import reply from './fixtures/reply.json';
import { sinchAdapter } from './adapter';
import { sinchCallbacks, sinchSignature } from './callbacks';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const SECRET = 'a-secret-of-the-plan-0123456789abcdef';
const adapter = sinchAdapter({
  account: { servicePlanId: 'plan1', apiToken: 'token' },
  baseUrl: 'https://eu.sms.api.sinch.com',
  now: () => NOW,
  callbackUrl: (reference) => `https://we.example/${reference}`,
});
const message = {
  reference: REFERENCE,
  from: '+46731111111',
  to: '+33639980012',
  text: 'Soldes',
  category: 'marketing',
} as const;
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];
const lookup = (json: unknown) => adapter.lookup?.read({ status: 200, headers: {}, json }, REFERENCE);
const bodyOf = (more: object) => JSON.parse(adapter.submit([{ ...message, ...more }]).body ?? '') as object;

test('a batch has one recipient and our reference', () => {
  const { path, headers } = adapter.submit([message]);
  expect(path).toBe('/xms/v1/plan1/batches');
  expect(headers['authorization']).toBe('Bearer token');
  expect(bodyOf({})).toEqual({
    to: ['33639980012'],
    from: '46731111111',
    body: 'Soldes',
    type: 'mt_text',
    delivery_report: 'per_recipient_final',
    client_reference: REFERENCE,
    callback_url: `https://we.example/${REFERENCE}`,
  });
});

test.each<[string, number, string]>([
  ['is sent as it is', NOW + 3_600_000, '2026-11-25T11:00:00.000Z'],
  ['is 3 days at most', NOW + 9 * 86_400_000, '2026-11-28T10:00:00.000Z'],
  ['is a minute at least', NOW + 5, '2026-11-25T10:01:00.000Z'],
])('its expiry %s', (_, deliverBefore, expiry) =>
  expect(bodyOf({ deliverBefore })).toMatchObject({ expire_at: expiry }),
);

test('a name keeps its plus', () => expect(bodyOf({ from: 'A+B Shop' })).toMatchObject({ from: 'A+B Shop' }));

test.each<[string, number, unknown, object]>([
  ['an id', 201, accepted, { outcome: 'accepted', id: accepted.id, final: { text: 'Soldes' } }],
  ['no id', 201, {}, { outcome: 'unknown' }],
  ['a wrong token', 401, {}, { class: 'auth' }],
  [
    'a wrong number',
    400,
    { code: 'syntax_invalid_parameter_format', text: 'to 33639980012 is no MSISDN' },
    { class: 'number' },
  ],
  ['no money', 403, { code: 'insufficient_balance' }, { class: 'auth' }],
  ['a new error', 400, { code: 'new' }, { class: 'other', code: 'new' }],
])('an answer with %s', (_, status, json, result) => {
  expect(read(status, json)).toMatchObject(result);
  expect(JSON.stringify(read(status, json))).not.toContain('33639980012');
});

test.each<[string, unknown, object]>([
  [
    'finds ours',
    { batches: [{ id: 'x', client_reference: 'other' }, accepted] },
    { outcome: 'accepted', id: accepted.id },
  ],
  ['finds others, as if the filter were ignored', { batches: [{ id: 'x' }] }, { outcome: 'absent' }],
  ['finds none', { batches: [] }, { outcome: 'absent' }],
  ['has another form', { items: [] }, { outcome: 'unknown' }],
])('a lookup that %s', (_, json, result) => expect(lookup(json)).toMatchObject(result));

function callback(body: string, secret = SECRET, pathSecret = 'signed') {
  const bytes = Buffer.from(body);
  const headers = {
    'x-sinch-webhook-signature': sinchSignature(bytes, 'nonce', '1764064800', secret),
    'x-sinch-webhook-signature-nonce': 'nonce',
    'x-sinch-webhook-signature-timestamp': '1764064800',
  };
  return { method: 'POST', url: 'https://we.example/', headers, body: bytes, pathSecret };
}
const parse = (event: unknown) => sinchCallbacks.parse(callback(JSON.stringify(event)));

test('a signature is over the bytes, the nonce and the time', () => {
  const right = callback(JSON.stringify(reply));
  expect(sinchCallbacks.verify(right, ['another', SECRET])).toBe(true);
  const wrong = [
    { ...right, body: Buffer.from(`${right.body.toString()} `) },
    { ...right, headers: { ...right.headers, 'x-sinch-webhook-signature-timestamp': '1764064801' } },
    { ...right, headers: { ...right.headers, 'x-sinch-webhook-signature-nonce': 'other' } },
    { ...right, headers: {} },
  ];
  for (const each of wrong) expect(sinchCallbacks.verify(each, [SECRET])).toBe(false);
});

test('a plan without a webhook secret is verified by the path', () => {
  const request = { ...callback('{}'), headers: {} };
  expect(sinchCallbacks.verify({ ...request, pathSecret: SECRET }, [SECRET])).toBe(true);
  expect(sinchCallbacks.verify({ ...request, pathSecret: 'other' }, [SECRET])).toBe(false);
});

test('a receipt of one recipient is read, and the summary of a batch is not one', () => {
  expect(parse(receipt).receipts).toEqual([
    {
      id: accepted.id,
      reference: REFERENCE,
      state: 'DELIVRD',
      at: Date.parse('2026-11-25T10:00:03Z'),
      final: { parts: 1 },
    },
  ]);
  expect(parse({ ...receipt, status: 'Failed', code: 402 }).receipts).toMatchObject([
    { state: 'UNDELIV', error: '402', class: 'number' },
  ]);
  expect(parse({ ...receipt, type: 'delivery_report_sms' }).skipped).toEqual([
    { reason: 'other-event', detail: 'delivery_report_sms' },
  ]);
});

test('a deleted text may be due to an opt-out, and no other state may', () => {
  const found = ['Deleted', 'Cancelled', 'Failed'].map(
    (status) => parse({ ...receipt, status, code: 400 }).receipts[0],
  );
  expect(found.map((each) => [each?.state, each?.class, each?.mayBeOptOut])).toEqual([
    ['DELETED', undefined, true],
    ['DELETED', undefined, undefined],
    ['UNDELIV', undefined, undefined],
  ]);
});

test('a reply is read with the reference of the text that it answers', () => {
  expect(parse(reply).replies).toEqual([
    {
      id: 'mo-9',
      from: '33639980012',
      to: '36180',
      text: 'Stop svp',
      at: Date.parse('2026-11-25T10:01:00.250Z'),
      originReference: REFERENCE,
    },
  ]);
});

test.each<[string, unknown, string]>([
  ['an unknown state', { ...receipt, status: 'Teleported' }, 'unknown-state'],
  ['no batch', { ...receipt, batch_id: undefined }, 'malformed'],
  ['no text', { ...reply, body: undefined }, 'malformed'],
  ['no type', [], 'malformed'],
])('an event with %s is skipped', (_, event, reason) => {
  expect(parse(event)).toMatchObject({ receipts: [], replies: [], skipped: [{ reason }] });
});
