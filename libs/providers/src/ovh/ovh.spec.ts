import { createHash } from 'node:crypto';
import accepted from './fixtures/accepted.json';
import invalidReceiver from './fixtures/invalid-receiver.json';
import wrongSender from './fixtures/wrong-sender.json';
import { ovhAdapter } from './adapter';
import { ovhCallbacks } from './callbacks';

const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const SECRET = 'a-secret-of-the-path-0123456789abcdef';
const NOW = Date.parse('2026-11-25T10:00:00Z');
const account = { serviceName: 'sms-ab12345-1', applicationKey: 'ak', applicationSecret: 'as', consumerKey: 'ck' };
const adapter = ovhAdapter({ account, baseUrl: 'https://eu.api.ovh.com', now: () => NOW });
const message = {
  reference: REFERENCE,
  from: 'ACME',
  to: '+33639980012',
  text: 'Soldes',
  category: 'marketing',
  deliverBefore: NOW + 90_500,
} as const;
const read = (status: number, json: unknown) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];
const lookup = (json: unknown) => adapter.lookup?.read({ status: 200, headers: {}, json }, REFERENCE);
const callback = (url: string, body = '', pathSecret = SECRET) => ({
  method: 'GET',
  url,
  headers: {},
  body: Buffer.from(body),
  pathSecret,
});

test('a job has one receiver, our reference as its tag, and a validity rounded down', () => {
  const { path, body } = adapter.submit([message]);
  expect(path).toBe('/1.0/sms/sms-ab12345-1/jobs');
  expect(JSON.parse(body ?? '')).toEqual({
    charset: 'UTF-8',
    class: 'phoneDisplay',
    coding: '7bit',
    message: 'Soldes',
    noStopClause: true,
    priority: 'medium',
    receivers: ['+33639980012'],
    sender: 'ACME',
    senderForResponse: false,
    tag: accepted.tag,
    validityPeriod: 1,
  });
});

test.each<[string, object, object]>([
  ['lets them append the mention', { appendMention: true }, { noStopClause: false }],
  ['is a service message', { category: 'service' }, { noStopClause: true, priority: 'high' }],
  ['leaves from their short code', { from: '36180' }, { senderForResponse: true }],
  ['has letters beyond GSM-7', { text: 'Fête' }, { coding: '8bit' }],
])('a message that %s', (_, more, job) => {
  const { body } = adapter.submit([{ ...message, ...more }]);
  expect(JSON.parse(body ?? '')).toMatchObject(job);
});

test('each call is signed over method, URL, body and time', () => {
  const { headers, path, body } = adapter.submit([message]);
  const text = `as+ck+POST+https://eu.api.ovh.com${path}+${body}+${NOW / 1_000}`;
  expect(headers).toMatchObject({
    'x-ovh-application': 'ak',
    'x-ovh-consumer': 'ck',
    'x-ovh-timestamp': String(NOW / 1_000),
    'x-ovh-signature': `$1$${createHash('sha1').update(text).digest('hex')}`,
  });
});

test.each<[string, number, unknown, object]>([
  [
    'its id',
    200,
    accepted,
    { outcome: 'accepted', id: '873902117', final: { price: { amount: 1, currency: 'credits' } } },
  ],
  ['an invalid receiver', 200, invalidReceiver, { outcome: 'refused', class: 'number' }],
  ['two ids', 200, { ...accepted, ids: [1, 2] }, { outcome: 'unknown' }],
  ['no ids at all', 200, {}, { outcome: 'unknown' }],
  ['an unknown sender', 400, wrongSender, { outcome: 'refused', class: 'sender' }],
  ['a blacklisted person', 400, { message: 'Receiver +33639980012 is blacklisted' }, { class: 'opted-out' }],
  ['no credits', 402, { message: 'Not enough credits' }, { class: 'money' }],
  ['a wrong signature', 400, { message: 'Invalid signature', errorCode: 'INVALID_SIGNATURE' }, { class: 'auth' }],
  ['a forbidden call', 403, { message: 'This call has not been granted' }, { class: 'auth' }],
])('an answer with %s', (_, status, json, result) => {
  expect(read(status, json)).toMatchObject(result);
  expect(JSON.stringify(read(status, json))).not.toContain('33639980012');
});

test.each<[string, unknown, object]>([
  ['one id', [873902117], { outcome: 'accepted', id: '873902117' }],
  ['no id', [], { outcome: 'absent' }],
  ['several', [1, 2], { outcome: 'unknown' }],
  ['an error', { message: 'no' }, { outcome: 'unknown' }],
])('a lookup that finds %s', (_, json, result) => expect(lookup(json)).toMatchObject(result));

test('a callback is verified by the secret in its path', () => {
  expect(ovhCallbacks.verify(callback('https://we.example/'), [SECRET])).toBe(true);
  expect(ovhCallbacks.verify(callback('https://we.example/', '', 'other'), [SECRET])).toBe(false);
});

test.each<[string, string, string, object]>([
  ['delivered', 'https://we.example/?id=873902117&dlr=1', '', { id: '873902117', state: 'DELIVRD' }],
  ['failed', 'https://we.example/?id=1&dlr=2&ptt=1003', '', { id: '1', state: 'UNDELIV', error: '1003' }],
  ['sent as a form', 'https://we.example/', 'id=1&deliveryReceipt=16', { id: '1', state: 'REJECTD' }],
  ['sent as JSON', 'https://we.example/', '{"id":1,"dlr":1}', { id: '1', state: 'DELIVRD' }],
])('a receipt %s', (_, url, body, receipt) => {
  expect(ovhCallbacks.parse(callback(url, body))).toEqual({ receipts: [receipt], replies: [], skipped: [] });
});

test('a reply is read whatever its fields are called', () => {
  for (const url of ['?sender=%2B33639980012&message=STOP&id=7', '?from=%2B33639980012&text=STOP&smsId=7']) {
    const [reply] = ovhCallbacks.parse(callback(`https://we.example/${url}`)).replies;
    expect(reply).toEqual({ from: '+33639980012', text: 'STOP', id: '7' });
  }
});

test.each([
  ['https://we.example/', 'malformed'],
  ['https://we.example/?id=1&dlr=99', 'unknown-state'],
  ['https://we.example/?message=STOP', 'malformed'],
])('%s is skipped as %s', (url, reason) => {
  expect(ovhCallbacks.parse(callback(url))).toMatchObject({ receipts: [], replies: [], skipped: [{ reason }] });
});
