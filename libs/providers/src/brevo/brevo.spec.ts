import accepted from './fixtures/accepted.json';
import events from './fixtures/events.json';
import noCredits from './fixtures/no-credits.json';
import receipt from './fixtures/receipt.json';
import reply from './fixtures/reply.json';
import { brevoAdapter } from './adapter';
import { brevoCallbacks } from './callbacks';

const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const SECRET = 'a-secret-of-the-path-0123456789abcdef';
const ID = '1511882900176220';
const adapter = brevoAdapter({
  account: { apiKey: 'key' },
  baseUrl: 'https://api.brevo.com',
  now: () => 0,
  callbackUrl: (reference) => `https://we.example/${reference}`,
});
const message = {
  reference: REFERENCE,
  from: 'ACME',
  to: '+33639980012',
  text: 'Soldes',
  category: 'marketing',
  deliverBefore: 1,
} as const;
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];
const lookup = (json: unknown) => adapter.lookup?.read({ status: 200, headers: {}, json }, REFERENCE);
const callback = (json: unknown, more: object = {}) => ({
  ...{ method: 'POST', url: 'https://we.example/', headers: {}, pathSecret: SECRET },
  body: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)),
  ...more,
});

test('an advert is of type marketing, with our reference as its tag and no validity', () => {
  const { path, headers, body } = adapter.submit([message]);
  expect(path).toBe('/v3/transactionalSMS/send');
  expect(headers['api-key']).toBe('key');
  expect(JSON.parse(body ?? '')).toEqual({
    ...{ sender: 'ACME', recipient: '33639980012', content: 'Soldes', type: 'marketing' },
    ...{ tag: REFERENCE, unicodeEnabled: false, webUrl: `https://we.example/${REFERENCE}` },
  });
});

test.each<[string, object, object]>([
  ['lets them append the mention', { appendMention: true }, { content: 'Soldes STOP [STOP_CODE]' }],
  ['is a service message', { category: 'service' }, { type: 'transactional' }],
  ['has letters beyond GSM-7', { text: 'Fête' }, { unicodeEnabled: true }],
  ['leaves from a long number', { from: '+33639980001' }, { sender: '33639980001' }],
])('a message that %s', (_, more, body) => {
  expect(JSON.parse(adapter.submit([{ ...message, ...more }]).body ?? '')).toMatchObject(body);
});

test.each<[string, number, unknown, object]>([
  ['an id', 201, accepted, { outcome: 'accepted', id: ID }],
  ['no id', 201, {}, { outcome: 'unknown' }],
  ['no credits', 402, noCredits, { outcome: 'refused', class: 'money', code: 'not_enough_credits' }],
  ['no credits, as a wrong request', 400, noCredits, { class: 'money' }],
  ['a wrong number', 400, { code: 'invalid_parameter', message: 'Invalid telephone number' }, { class: 'number' }],
  ['a wrong sender', 400, { code: 'invalid_parameter', message: 'sender name is invalid' }, { class: 'sender' }],
  ['a blocked contact', 400, { code: 'x', message: '+33639980012 is blacklisted' }, { class: 'opted-out' }],
  ['a wrong key', 401, { code: 'unauthorized', message: 'Key not found' }, { class: 'auth' }],
  ['another error', 400, { code: 'duplicate_request' }, { class: 'other', code: 'duplicate_request' }],
])('an answer with %s', (_, status, json, result) => {
  expect(read(status, json)).toMatchObject(result);
  expect(JSON.stringify(read(status, json))).not.toContain('33639980012');
});

test('a lookup asks for events with our tag, of two days', () => {
  const { path = '' } = adapter.lookup?.request(REFERENCE) ?? {};
  const { searchParams } = new URL(path, 'https://api.brevo.com');
  expect(Object.fromEntries(searchParams)).toEqual({ days: '2', tags: `["${REFERENCE}"]` });
});

test.each<[string, unknown, object]>([
  ['an event of ours among others', events, { outcome: 'accepted', id: ID }],
  ['events of others alone', { events: events.events.slice(0, 1) }, { outcome: 'absent' }],
  ['no events', {}, { outcome: 'absent' }],
  ['an event without an id', { events: [{ tag: REFERENCE }] }, { outcome: 'unknown' }],
  ['an error', { code: 'x' }, { outcome: 'unknown' }],
  ['a list', [], { outcome: 'absent' }],
])('a lookup that finds %s', (_, json, result) => expect(lookup(json)).toMatchObject(result));

test('a callback is verified by the secret in its path', () => {
  expect(brevoCallbacks.verify(callback(receipt), [SECRET])).toBe(true);
  expect(brevoCallbacks.verify(callback(receipt, { pathSecret: 'other' }), [SECRET])).toBe(false);
});

test.each<[string, object, object]>([
  ['delivered', {}, { state: 'DELIVRD', final: { parts: 1, price: { amount: 4.5, currency: 'credits' } } }],
  ['soft_bounce', { msg_status: 'soft_bounce' }, { state: 'UNDELIV', error: 'softbounce' }],
  ['hardBounces', { msg_status: 'hardBounces' }, { state: 'UNDELIV', error: 'hardbounce', class: 'number' }],
  ['blacklisted', { msg_status: 'Blacklisted' }, { state: 'REJECTD', error: 'blacklisted', class: 'opted-out' }],
  ['accepted', { msg_status: 'accepted' }, { state: 'ENROUTE' }],
])('a receipt %s', (_, more, expected) => {
  const [parsed] = brevoCallbacks.parse(callback({ ...receipt, ...more })).receipts;
  expect(parsed).toMatchObject({ id: ID, reference: REFERENCE, ...expected });
  if (parsed?.error !== undefined) expect(brevoCallbacks.classOf(parsed.error)).toBe(parsed.class);
});

test('the reference of the path counts before the tag', () => {
  const request = callback({ ...receipt, tag: 'other' }, { reference: REFERENCE });
  expect(brevoCallbacks.parse(request).receipts).toMatchObject([{ reference: REFERENCE }]);
});

test('a reply is of the recipient and names the message that it answers', () => {
  expect(brevoCallbacks.parse(callback(reply)).replies).toEqual([
    {
      ...{ from: '+33639980012', text: 'stop ', id: `${ID}/2026-11-25T11:01:00`, answered: 'STOP' },
      ...{ originId: ID, originReference: REFERENCE },
    },
  ]);
});

test('an unsubscription is a STOP, with or without a text', () => {
  for (const word of ['unsubscribe', 'unsubscribed', 'unsubscription']) {
    const event = { ...reply, msg_status: word, reply: undefined };
    expect(brevoCallbacks.parse(callback(event)).replies).toMatchObject([{ text: 'STOP', answered: 'STOP' }]);
  }
  const sentence = { ...reply, msg_status: 'unsubscribe', reply: 'arrêtez' };
  const [parsed] = brevoCallbacks.parse(callback(sentence)).replies;
  expect(parsed).toMatchObject({ text: 'arrêtez' });
  expect(parsed).not.toHaveProperty('answered');
});

test('a batch has receipts and replies, and what cannot be read of it is skipped', () => {
  expect(brevoCallbacks.parse(callback([receipt, reply, { ...receipt, msg_status: 'teleported' }]))).toMatchObject({
    ...{ receipts: [{ id: ID }], replies: [{ answered: 'STOP' }] },
    skipped: [{ reason: 'unknown-state', detail: 'teleported' }],
  });
});

test.each<[string, unknown, string]>([
  ['of an e-mail', { event: 'delivered', email: 'x@example.org' }, 'other-event'],
  ['of a subscription', { ...receipt, msg_status: 'subscribe' }, 'other-event'],
  ['without a state', {}, 'malformed'],
  ['without an id', { msg_status: 'sent' }, 'malformed'],
  ['of a reply without a text', { ...reply, reply: undefined }, 'malformed'],
  ['that is no JSON', '<html>', 'malformed'],
])('an event %s is skipped', (_, json, reason) => {
  expect(brevoCallbacks.parse(callback(json))).toMatchObject({ receipts: [], replies: [], skipped: [{ reason }] });
});

test('a bounce of the statistics is a failure of unknown kind', () => {
  const events = ['bounces', 'bounce'].map((word) => callback({ ...receipt, msg_status: word }));
  for (const event of events) {
    const [read] = brevoCallbacks.parse(event).receipts;
    expect(read).toMatchObject({ id: ID, state: 'UNDELIV', error: 'bounce' });
    expect(read).not.toHaveProperty('class');
  }
});
