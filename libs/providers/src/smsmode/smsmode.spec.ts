import accepted from './fixtures/accepted.json';
import optedOut from './fixtures/receipt-opted-out.json';
import receipt from './fixtures/receipt.json';
import refusedNumber from './fixtures/refused.json';
import reply from './fixtures/reply.json';
import wrongChannel from './fixtures/wrong-channel.json';
import { smsmodeAdapter } from './adapter';
import { smsmodeCallbacks } from './callbacks';

const SECRET = 'a-secret-of-the-path-0123456789abcdef';
const { refClient, messageId } = accepted;
const settings = { account: { apiKey: 'key' }, baseUrl: 'https://rest.smsmode.com', now: () => 0 };
const adapter = smsmodeAdapter({
  ...settings,
  callbackUrl: (reference) => `https://we.example/${reference}`,
});
const message = {
  reference: refClient,
  from: 'ACME',
  to: '+33639980012',
  text: 'Soldes',
  category: 'marketing',
} as const;

const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];
const lookup = (json: unknown) => adapter.lookup?.read({ status: 200, headers: {}, json }, refClient);
const callback = (body: unknown, pathSecret = SECRET) => ({
  method: 'POST',
  url: 'https://we.example/',
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  pathSecret,
});

test('an advert is submitted with our reference, where callbacks go, and who appends the mention', () => {
  const { path, headers, body } = adapter.submit([{ ...message, appendMention: true }]);
  expect(path).toBe('/sms/v1/messages');
  expect(headers['x-api-key']).toBe('key');
  expect(JSON.parse(body ?? '')).toEqual({
    recipient: { to: '33639980012' },
    body: { text: 'Soldes', stop: true },
    from: 'ACME',
    refClient,
    callbackUrlStatus: `https://we.example/${refClient}`,
    callbackUrlMo: `https://we.example/${refClient}`,
  });
});

test('a one-time code carries no mention of theirs', () => {
  const { body } = adapter.submit([{ ...message, category: 'informative' }]);
  expect(JSON.parse(body ?? '')).toMatchObject({ body: { text: 'Soldes' } });
  expect(body).not.toContain('stop');
});

test('the answer has the id, the final text, the billed parts and the price', () => {
  expect(read(201, accepted)).toEqual({
    outcome: 'accepted',
    id: messageId,
    final: { text: accepted.body.text, parts: 1, price: { amount: 0.061, currency: 'EUR' } },
  });
});

test.each<[string, number, unknown, object]>([
  ['a wrong number, which is not repeated', 400, refusedNumber, { class: 'number', code: 'INVALID_RECIPIENT' }],
  ['a key of another channel', 403, wrongChannel, { class: 'auth', code: '403' }],
  ['an account without credit', 402, { title: 'Payment Required' }, { class: 'money' }],
  ['a blacklisted person', 400, { message: 'Recipient is blacklisted' }, { class: 'opted-out' }],
  ['words of our text, which the explanation repeats', 400, { detail: 'credit in body.text' }, { class: 'other' }],
  ['nothing that can be read', 422, [], { class: 'other', code: '422' }],
])('a refusal of %s', (_, status, json, refusal) => {
  const result = read(status, json);
  expect(result).toMatchObject({ outcome: 'refused', ...refusal });
  expect(JSON.stringify(result)).not.toContain('33639980012');
});

test.each([{}, { messageId: '' }, { messageId: 'with a space' }, { errorCode: 5 }, []])(
  'a 200 with %j is not an acceptance',
  (json) => expect(read(200, json)).toMatchObject({ outcome: 'unknown' }),
);

test.each<[string, unknown, object]>([
  ['is found in a list', [{ refClient: 'other' }, accepted], { outcome: 'accepted', id: messageId }],
  ['is found on a page', { items: [accepted] }, { outcome: 'accepted', id: messageId }],
  ['is absent', { items: [] }, { outcome: 'absent' }],
  ['is absent among others, if the filter is ignored', [{ refClient: 'other' }], { outcome: 'absent' }],
  ['may be on another page', Array.from({ length: 100 }, () => ({ refClient: 'other' })), { outcome: 'unknown' }],
  ['is not its reply', [reply], { outcome: 'absent' }],
  ['is not judged by an answer of another form', { ok: true }, { outcome: 'unknown' }],
])('a message that is looked up %s', (_, json, result) => expect(lookup(json)).toMatchObject(result));

test('a callback is verified by the secret in its path', () => {
  expect(smsmodeCallbacks.verify(callback(receipt), ['another', SECRET])).toBe(true);
  expect(smsmodeCallbacks.verify(callback(receipt, 'wrong'), [SECRET])).toBe(false);
  expect(smsmodeCallbacks.verify(callback(receipt, ''), [])).toBe(false);
});

test('a receipt names the message by both ids', () => {
  expect(smsmodeCallbacks.parse(callback(receipt))).toMatchObject({
    receipts: [
      {
        id: messageId,
        reference: refClient,
        state: 'DELIVRD',
        at: Date.parse('2026-11-25T10:00:04Z'),
        final: { parts: 1 },
      },
    ],
    replies: [],
    skipped: [],
  });
});

test('code 3999 is a block of their own list', () => {
  expect(smsmodeCallbacks.parse(callback(optedOut)).receipts).toEqual([
    { id: messageId, reference: refClient, state: 'UNDELIV', error: '3999', class: 'opted-out' },
  ]);
});

test('a reply names the message that it answers', () => {
  expect(smsmodeCallbacks.parse(callback(reply)).replies).toEqual([
    {
      id: reply.messageId,
      from: '33639980012',
      to: '36034',
      text: 'STOP',
      originId: messageId,
      originReference: refClient,
      answered: 'STOP',
    },
  ]);
});

test.each<[string, unknown, object]>([
  [
    'with a state that nobody documents',
    { ...receipt, status: { value: 'READ' } },
    { reason: 'unknown-state', detail: 'READ' },
  ],
  ['without a state', { ...receipt, status: null }, { reason: 'malformed' }],
  ['that is no JSON', 'status=DELIVERED', { reason: 'malformed' }],
  ['that is null', 'null', { reason: 'malformed' }],
  ['of a reply without a text', { ...reply, body: {} }, { reason: 'malformed' }],
])('a callback %s is skipped, with the reason', (_, body, skipped) => {
  expect(smsmodeCallbacks.parse(callback(body))).toMatchObject({ receipts: [], replies: [], skipped: [skipped] });
});
