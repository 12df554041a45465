import { createHash } from 'node:crypto';
import accepted from './fixtures/accepted.json';
import optedOut from './fixtures/opted-out.json';
import { twilioAccount, twilioAdapter } from './adapter';
import { twilioCallbacks } from './callbacks';
import { signatureOf } from './signature';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const TOKEN = '0123456789abcdef0123456789abcdef';
const ACCOUNT_SID = 'AC00000000000000000000000000000001';
const settings = { baseUrl: 'https://api.twilio.com', now: () => NOW } as const;
const adapter = twilioAdapter({
  ...settings,
  account: { accountSid: ACCOUNT_SID, authToken: TOKEN },
  callbackUrl: (reference) => `https://we.example/${reference}`,
});
const message = {
  reference: '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d',
  from: '+15005550006',
  to: '+12025550143',
  text: 'ACME: 20% off & more',
  category: 'marketing',
  deliverBefore: NOW + 61_900,
} as const;
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];

test('a message is a form with our URL, the validity rounded down, and the text as it is', () => {
  const { path, headers, body } = adapter.submit([message]);
  expect(path).toBe(`/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`);
  expect(headers['authorization']).toBe(`Basic ${Buffer.from(`${ACCOUNT_SID}:${TOKEN}`).toString('base64')}`);
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    To: message.to,
    From: message.from,
    Body: message.text,
    SmartEncoded: 'false',
    StatusCallback: `https://we.example/${message.reference}`,
    ValidityPeriod: '61',
  });
});

test('an API key is used instead of the token, and a messaging service is named', () => {
  const account = { apiKey: `SK${'0'.repeat(32)}`, apiKeySecret: 's', messagingServiceSid: `MG${'0'.repeat(32)}` };
  const { headers, body } = twilioAdapter({ ...settings, account: { accountSid: ACCOUNT_SID, ...account } }).submit([
    message,
  ]);
  expect(headers['authorization']).toBe(`Basic ${Buffer.from(`${account.apiKey}:s`).toString('base64')}`);
  expect(new URLSearchParams(body).get('MessagingServiceSid')).toBe(account.messagingServiceSid);
});

test('an account without credentials is refused', () => {
  expect(twilioAccount.safeParse({ accountSid: ACCOUNT_SID }).success).toBe(false);
  expect(twilioAccount.safeParse({ accountSid: 'AC1', authToken: TOKEN }).success).toBe(false);
});

test.each<[string, number, unknown, object]>([
  ['a sid', 201, accepted, { outcome: 'accepted', id: accepted.sid, final: { text: accepted.body, parts: 1 } }],
  ['no sid', 201, {}, { outcome: 'unknown' }],
  ['their block', 400, optedOut, { outcome: 'refused', class: 'opted-out', code: '21610' }],
  ['a wrong number', 400, { code: 21211 }, { class: 'number' }],
  ['a sender of somebody else', 400, { code: 21606 }, { class: 'sender' }],
  ['wrong credentials', 401, { code: 20003 }, { class: 'auth' }],
  ['a full queue', 400, { code: 21611 }, { outcome: 'throttled', afterMs: 60_000 }],
  ['a new code', 400, { code: 29999 }, { class: 'other', code: '29999' }],
])('an answer with %s', (_, status, json, result) => {
  expect(read(status, json)).toMatchObject(result);
  expect(JSON.stringify(read(status, json))).not.toContain('12025550143');
});

const FORM = 'application/x-www-form-urlencoded';
const callback = (fields: Record<string, string>, url = 'https://we.example/v1/callbacks/tw/signed', signed = url) => {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`)
    .join('');
  const headers = { 'content-type': FORM, 'x-twilio-signature': signatureOf(signed + text, TOKEN) };
  return {
    method: 'POST',
    url,
    headers,
    body: Buffer.from(new URLSearchParams(fields).toString()),
    pathSecret: 'signed',
  };
};
const STOP = { MessageSid: 'SM1', From: '+12025550143', To: '+15005550006', Body: 'Stop ' };

test.each<[string, string, string]>([
  ['the URL as it is', 'https://we.example/a', 'https://we.example/a'],
  ['the URL with its port', 'https://we.example/a', 'https://we.example:443/a'],
  ['the URL without the port of a proxy', 'https://we.example:8443/a', 'https://we.example/a'],
  ['the query as it is', 'https://we.example/a?b=c%20d', 'https://we.example/a?b=c%20d'],
  ['the query encoded anew', "https://we.example/a?b='c'+d", "https://we.example/a?b='c'%20d"],
])('a signature over %s is valid', (_, called, signed) => {
  expect(twilioCallbacks.verify(callback(STOP, called, signed), ['another', TOKEN])).toBe(true);
});

test('a signature over another URL, another text, by another token or none is not valid', () => {
  const right = callback(STOP);
  const wrong = [
    { ...right, url: 'https://we.example/other' },
    { ...right, body: Buffer.from(right.body.toString().replace('Stop', 'Start')) },
    { ...right, headers: { 'content-type': FORM } },
    { ...right, headers: { ...right.headers, 'content-type': 'text/plain' } },
    { ...right, url: 'nonsense' },
  ];
  expect(twilioCallbacks.verify(right, [TOKEN])).toBe(true);
  for (const each of wrong) expect(twilioCallbacks.verify(each, [TOKEN])).toBe(false);
  expect(twilioCallbacks.verify(right, ['another'])).toBe(false);
  expect(twilioCallbacks.verify(right, [])).toBe(false);
});

test('JSON is signed by its digest in the query', () => {
  const body = Buffer.from('{"MessageSid":"SM1","MessageStatus":"sent"}');
  const url = `https://we.example/a?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signatureOf(url, TOKEN) };
  const request = { method: 'POST', url, headers, body, pathSecret: 'signed' };
  expect(twilioCallbacks.verify(request, [TOKEN])).toBe(true);
  expect(twilioCallbacks.verify({ ...request, body: Buffer.from('{}') }, [TOKEN])).toBe(false);
  expect(twilioCallbacks.parse(request).receipts).toEqual([{ id: 'SM1', state: 'ENROUTE' }]);
});

test.each<[string, Record<string, string>, object]>([
  ['delivered', { MessageStatus: 'delivered' }, { state: 'DELIVRD' }],
  ['read', { MessageStatus: 'read' }, { state: 'DELIVRD' }],
  [
    'blocked',
    { MessageStatus: 'failed', ErrorCode: '21610' },
    { state: 'UNDELIV', error: '21610', class: 'opted-out' },
  ],
  ['filtered', { MessageStatus: 'undelivered', ErrorCode: '30007' }, { state: 'UNDELIV', class: 'content' }],
])('a receipt of a message that was %s', (_, fields, receipt) => {
  const request = { ...callback({ MessageSid: 'SM1', ...fields }), reference: message.reference };
  expect(twilioCallbacks.parse(request).receipts).toMatchObject([
    { id: 'SM1', reference: message.reference, ...receipt },
  ]);
});

test.each<[string, Record<string, string>, 'STOP' | 'START' | 'HELP' | undefined]>([
  ['a word that they answer', { Body: ' stop ' }, 'STOP'],
  ['a sentence, which they do not', { Body: 'please stop' }, undefined],
  ['a word of their start', { Body: 'UNSTOP' }, 'START'],
  ['a word of the advanced opt-out', { Body: 'ARRET', OptOutType: 'STOP' }, 'STOP'],
  ['HELP of the advanced opt-out, whatever the text', { Body: 'STOP', OptOutType: 'HELP' }, 'HELP'],
  ['HELP, to which their own answer names nobody', { Body: 'HELP' }, undefined],
])('a reply with %s', (_, fields, answered) => {
  const [reply] = twilioCallbacks.parse(callback({ ...STOP, ...fields })).replies;
  expect(reply).toMatchObject({ id: 'SM1', from: STOP.From, to: STOP.To });
  expect(reply?.answered).toBe(answered);
});

test.each<[string, Record<string, string>, string]>([
  ['an unknown word', { MessageSid: 'SM1', MessageStatus: 'teleported' }, 'unknown-state'],
  ['no id', { MessageStatus: 'sent' }, 'malformed'],
  ['nothing', {}, 'malformed'],
])('a callback with %s is skipped', (_, fields, reason) => {
  expect(twilioCallbacks.parse(callback(fields))).toMatchObject({ receipts: [], replies: [], skipped: [{ reason }] });
});
