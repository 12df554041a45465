// Receipts and replies in the forms of vendors. Vendors: bytes as their documentation has them, over real HTTP.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type MoReceived,
  type Receipt,
  type Reply,
  failedReceipts,
  moReceived,
  receipts,
  replies,
} from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, submitted } from './bed';
import { SnsPeer } from './sns-peer';

const SECRET = 'f7c1f60c2a94b1d8e5537d2b6a0149ea';
const TOKEN = '0c93e7b54d1a4f2c96b8a1e7d05f3c82';
const ORIGIN = 'https://sms.example.org';
const CODE = '36180';

const TOPIC = 'arn:aws:sns:eu-west-3:123456789012:sms';

let sns: SnsPeer;
let bed: Bed;
let service: RunningService;
let dir: string;
let received: MoReceived[];
let read: Reply[];
let settled: Receipt[];
let failures: Receipt[];
let acme: Advertiser;
let bravo: Advertiser;

beforeAll(async () => {
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-callbacks-'));
  bed = await Bed.make();
  sns = await SnsPeer.start();
  const http = (vendor: string, account: object, more: object = {}) => ({
    ...{ kind: 'http', name: vendor, vendor, account, codes: [CODE], callbackUrl: ORIGIN },
    webhook: { secretsFrom: ['CALLBACK_SECRET'] },
    ...more,
  });
  const providers = [
    http('smsmode', { apiKeyFrom: 'API_KEY' }),
    http(
      'twilio',
      { accountSid: `AC${'0'.repeat(32)}`, authTokenFrom: 'TWILIO_TOKEN' },
      {
        codes: ['+15005550006'],
        webhook: { secretsFrom: ['TWILIO_TOKEN'] },
      },
    ),
    http('infobip', { apiKeyFrom: 'API_KEY' }, { baseUrl: 'https://xyz.api.infobip.com' }),
    http('sinch', { servicePlanId: 'plan', apiTokenFrom: 'API_KEY' }),
    http('ovh', {
      serviceName: 'sms-1',
      ...{ applicationKeyFrom: 'API_KEY', applicationSecretFrom: 'API_KEY', consumerKeyFrom: 'API_KEY' },
    }),
    http('brevo', { apiKeyFrom: 'API_KEY' }, { codes: [CODE, '36182'] }),
    http(
      'aws',
      {
        ...{ region: 'eu-west-3', accessKeyId: 'AKID', secretAccessKeyFrom: 'API_KEY' },
        topicArns: TOPIC,
      },
      { baseUrl: sns.url },
    ),
    http('vonage', { apiKey: 'key', apiSecretFrom: 'API_KEY' }),
  ];
  const path = join(dir, 'providers.json');
  writeFileSync(path, JSON.stringify({ providers }));
  service = await bed.startReady({
    PROVIDERS_FILE: path,
    API_KEY: 'an-api-key-of-a-vendor',
    CALLBACK_SECRET: SECRET,
    TWILIO_TOKEN: TOKEN,
    UNKNOWN_WAIT_MS: '100',
  });
  [received, read, settled, failures] = [
    await bed.values(moReceived),
    await bed.values(replies),
    await bed.values(receipts),
    await bed.values(failedReceipts),
  ];
  acme = await bed.brand('Acme', [CODE]);
  bravo = await bed.brand('Bravo', [CODE]);
});
afterAll(async () => {
  await bed.end();
  await sns.stop();
  rmSync(dir, { recursive: true });
});

const digits = (e164: string) => e164.replace('+', '');
const call = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/v1/callbacks/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const receivedFrom = (handset: string) =>
  eventually('the reply is received', () => received.find(({ from }) => from === handset));
const replyOf = (handset: string) =>
  eventually('the reply is read', () => read.find(({ recipientKey }) => recipientKey === keys.keyOf(handset)));
const receiptOf = (messageId: string) =>
  eventually('the message is settled', () => settled.find((receipt) => receipt.messageId === messageId));

const smsmodeReply = (handset: string, more: object = {}) => ({
  ...{ messageId: randomUUID(), direction: 'MO', from: digits(handset), recipient: { to: CODE } },
  body: { text: 'STOP', stop: true },
  ...more,
});

function twilio(fields: Record<string, string>, path = 'twilio/signed', token = TOKEN) {
  const signed = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name])
    .join('');
  const url = `${ORIGIN}/v1/callbacks/${path}`;
  return call(path, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': createHmac('sha1', token)
      .update(url + signed)
      .digest('base64'),
  });
}

function vonage(content: object, secret = SECRET) {
  const fields: Record<string, string> = { 'api-key': 'key', nonce: randomUUID(), timestamp: '1764064800', ...content };
  const text = Object.keys(fields)
    .sort()
    .map((name) => `&${name}=${(fields[name] ?? '').replace(/[&=]/g, '_')}`)
    .join('');
  return call('vonage/signed', { ...fields, sig: createHmac('sha256', secret).update(text).digest('hex') });
}

describe('a reply', () => {
  it('at a shared code is attributed to the text that its operator names, even if another advertiser texted later', async () => {
    const handset = newHandset();
    const [first, later] = [acme, bravo].map((by, n) =>
      submitted(handset, by, { provider: 'smsmode', at: Date.now() + n }),
    );
    if (!first || !later) throw new Error('There are two.');
    await bed.statuses([first, later]);
    const answer = await call(`smsmode/${SECRET}`, smsmodeReply(handset, { originMessageId: first.smscIds?.[0] }));
    expect(answer.status).toBe(200);
    expect(await replyOf(handset)).toMatchObject({
      tier: 'exact',
      attributed: true,
      advertisers: [
        { advertiserId: acme.id, confidence: 1, evidence: expect.stringMatching(/^its operator names the text/) },
      ],
    });
  });

  it('that names a text to another person is attributed as if it named none', async () => {
    const [mine, other] = [newHandset(), newHandset()];
    const texts = [submitted(other, acme, { provider: 'smsmode' }), submitted(mine, bravo, { provider: 'smsmode' })];
    await bed.statuses(texts);
    await call(`smsmode/${SECRET}`, smsmodeReply(mine, { refClient: texts[0]?.messageId }));
    expect((await replyOf(mine)).advertisers).toMatchObject([{ advertiserId: bravo.id }]);
  });

  it('is one reply however often it is delivered', async () => {
    const handset = newHandset();
    const body = smsmodeReply(handset, { receivedDate: '2026-11-25T10:00:00Z' });
    for (const answer of await Promise.all([1, 2, 3].map(() => call(`smsmode/${SECRET}`, body))))
      expect(answer.status).toBe(200);
    await replyOf(handset);
    expect(new Set(received.filter(({ from }) => from === handset).map(({ moId }) => moId)).size).toBe(1);
  });

  it('that Twilio answers itself gets no confirmation of ours, and a sentence that it does not answer gets one', async () => {
    const [word, sentence] = [newHandset(), newHandset()];
    const of = (From: string, Body: string) => ({ MessageSid: `SM${randomUUID()}`, From, To: '+15005550006', Body });
    const answer = await twilio(of(word, 'STOP'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/xml')]);
    expect(await answer.text()).toContain('<Response>');
    await twilio(of(sentence, 'Please stop texting me'));
    expect(await replyOf(word)).toMatchObject({ tier: 'exact', confirmedBy: 'twilio' });
    expect(await replyOf(sentence)).not.toHaveProperty('confirmedBy');
    const [start, help, asks] = [newHandset(), newHandset(), newHandset()];
    await twilio(of(start, 'START'));
    await twilio({ ...of(help, 'AIDE'), OptOutType: 'HELP' });
    // What Twilio took for a question, and is none, is confirmed by us.
    await twilio({ ...of(asks, 'STOP'), OptOutType: 'HELP' });
    expect(await replyOf(start)).toMatchObject({ tier: 'start', confirmedBy: 'twilio' });
    expect(await replyOf(help)).toMatchObject({ confirmedBy: 'twilio' });
    expect(await replyOf(asks)).toMatchObject({ tier: 'exact' });
    expect(await replyOf(asks)).not.toHaveProperty('confirmedBy');
  });

  it('of OVHcloud comes by GET, its number in the address, with the only code of the account', async () => {
    const handset = newHandset();
    const query = new URLSearchParams({ id: '7', number: handset, message: 'STOP' });
    expect((await call(`ovh/${SECRET}?${query.toString()}`)).status).toBe(200);
    expect(await receivedFrom(handset)).toMatchObject({ provider: 'ovh', to: CODE, text: 'STOP' });
  });

  it('of Sinch is taken with a signature over its bytes, and of Infobip with others of one call', async () => {
    const [sinch, one, two] = [newHandset(), newHandset(), newHandset()];
    const text = JSON.stringify({ type: 'mo_text', id: randomUUID(), from: digits(sinch), to: CODE, body: 'STOP' });
    const signature = createHmac('sha256', SECRET).update(`${text}.nonce.1764064800`).digest('base64');
    const headers = {
      'x-sinch-webhook-signature': signature,
      'x-sinch-webhook-signature-nonce': 'nonce',
      'x-sinch-webhook-signature-timestamp': '1764064800',
    };
    expect((await call('sinch/signed', text, headers)).status).toBe(200);
    expect((await call('sinch/signed', `${text} `, headers)).status).toBe(401);
    const results = [one, two].map((from) => ({ messageId: randomUUID(), from: digits(from), to: CODE, text: 'STOP' }));
    expect((await call(`infobip/${SECRET}`, { results })).status).toBe(200);
    for (const handset of [sinch, one, two]) expect(await receivedFrom(handset)).toMatchObject({ text: 'STOP' });
  });

  it('of Vonage in parts is read as one text, in whatever order its parts come', async () => {
    const handset = newHandset();
    const part = (text: string, nth: number, total = 2) => ({
      ...{ msisdn: digits(handset), to: CODE, messageId: randomUUID(), type: 'text', text },
      ...{ concat: 'true', 'concat-ref': '108', 'concat-total': String(total), 'concat-part': String(nth) },
    });
    expect((await vonage(part('OP', 2))).status).toBe(200);
    expect((await vonage(part('XX', 1), 'another secret')).status).toBe(401);
    expect((await vonage(part('ST', 1))).status).toBe(200);
    expect(await replyOf(handset)).toMatchObject({ tier: 'exact' });
  });

  it('of Brevo names the message and no code, so the code of the message is meant', async () => {
    const [handset, other] = [newHandset(), newHandset()];
    const sent = submitted(handset, acme, { provider: 'brevo', replyCode: CODE });
    await bed.statuses([sent]);
    const event = { msg_status: 'replied', messageId: 1, tag: sent.messageId, date: '2026-11-25 11:01:00' };
    expect((await call(`brevo/${SECRET}`, { ...event, to: digits(handset), reply: 'merci' })).status).toBe(200);
    expect((await call(`brevo/${SECRET}`, { ...event, to: digits(other), reply: 'stop' })).status).toBe(200);
    expect(await replyOf(handset)).toMatchObject({ code: CODE, advertisers: [{ advertiserId: acme.id }] });
    expect(await replyOf(other)).toMatchObject({ code: '', tier: 'exact', confirmedBy: 'brevo' });
  });

  it('of Brevo that overtakes the response to its submit has the code of its message, which was begun', async () => {
    const handset = newHandset();
    const sent = submitted(handset, acme, { provider: 'brevo', replyCode: CODE });
    await bed.begun([sent]);
    const event = { msg_status: 'replied', messageId: 2, tag: sent.messageId, date: '2026-11-25 11:01:00' };
    expect((await call(`brevo/${SECRET}`, { ...event, to: digits(handset), reply: 'stop svp' })).status).toBe(200);
    expect(await replyOf(handset)).toMatchObject({
      code: CODE,
      advertisers: [{ advertiserId: acme.id, confidence: 1 }],
    });
  });

  it('of Brevo to a confirmation has its code, and means those who texted the person on that code', async () => {
    const handset = newHandset();
    const advert = submitted(handset, acme, { provider: 'brevo', replyCode: CODE });
    const ours = { advertiserId: null, lane: 'service', provider: 'brevo', sender: CODE, replyCode: CODE } as const;
    const confirmation = submitted(handset, acme, ours);
    await bed.statuses([advert, confirmation]);
    const event = { msg_status: 'replied', messageId: 3, tag: confirmation.messageId, date: '2026-11-25 11:02:00' };
    expect((await call(`brevo/${SECRET}`, { ...event, to: digits(handset), reply: 'stop svp' })).status).toBe(200);
    expect(await replyOf(handset)).toMatchObject({
      ...{ code: CODE, attributed: true },
      advertisers: [{ advertiserId: acme.id, evidence: expect.stringMatching(/^last text/) }],
    });
  });

  it('for a code of somebody else is counted and not repeated, unless it is a STOP', async () => {
    const [no, stop] = [newHandset(), newHandset()];
    const elsewhere = { recipient: { to: '38999' } };
    expect((await call(`smsmode/${SECRET}`, smsmodeReply(no, { ...elsewhere, body: { text: 'merci' } }))).status).toBe(
      200,
    );
    expect((await call(`smsmode/${SECRET}`, smsmodeReply(stop, elsewhere))).status).toBe(200);
    expect(await receivedFrom(stop)).toMatchObject({ breach: 'not-its-code' });
    expect(received.some(({ from }) => from === no)).toBe(false);
  });
});

describe('an SNS message', () => {
  const post = (message: object) => call(`aws/${SECRET}`, JSON.stringify(message), { 'content-type': 'text/plain' });
  const replyFrom = (handset: string) => ({
    ...{ originationNumber: handset, destinationNumber: CODE, messageBody: 'ARRET', inboundMessageId: randomUUID() },
  });

  it('confirms its subscription, once it is verified', async () => {
    const subscription = {
      ...{ Type: 'SubscriptionConfirmation', Token: 'token', SubscribeURL: `${sns.url}/?Action=ConfirmSubscription` },
      Message: 'You have chosen to subscribe',
    };
    expect((await post({ ...sns.signed(subscription), Token: 'other' })).status).toBe(401);
    expect(sns.confirmations).toBe(0);
    expect((await post(sns.signed(subscription))).status).toBe(200);
    expect(sns.confirmations).toBe(1);
  });

  it('is a reply, which AWS answers itself; its certificate is fetched once', async () => {
    const [one, two] = [newHandset(), newHandset()];
    for (const handset of [one, two])
      expect((await post(sns.signed({ Message: JSON.stringify(replyFrom(handset)) }))).status).toBe(200);
    expect(await replyOf(one)).toMatchObject({ tier: 'exact', confirmedBy: 'aws' });
    expect(await receivedFrom(two)).toMatchObject({ provider: 'aws', to: CODE, text: 'ARRET' });
    expect(sns.certificates).toBe(1);
  });

  it.each<[string, (message: object) => object, number]>([
    ['of another topic', (message) => sns.signed({ ...message, TopicArn: `${TOPIC}-of-somebody` }), 401],
    ['whose text was changed', (message) => ({ ...sns.signed(message), Message: '{}' }), 401],
    ['without a signature', (message) => ({ ...sns.signed(message), Signature: '' }), 401],
    [
      'whose certificate is elsewhere',
      (message) => sns.signed({ ...message, SigningCertURL: 'https://example.org/SimpleNotificationService-0.pem' }),
      401,
    ],
    [
      'whose certificate is not there for now',
      (message) => sns.signed({ ...message, SigningCertURL: `${sns.url}/SimpleNotificationService-absent.pem` }),
      503,
    ],
  ])('%s is not accepted', async (_, change, status) => {
    const handset = newHandset();
    expect((await post(change({ Message: JSON.stringify(replyFrom(handset)) }))).status).toBe(status);
    expect(received.some(({ from }) => from === handset)).toBe(false);
  });

  it('is not read from a stranger, who does not know the path', async () => {
    expect((await call('aws/guess', sns.signed({ Message: '{}' }))).status).toBe(401);
  });
});

describe('a receipt', () => {
  const receipt = (messageId: string, value: string, more: object = {}) => ({ messageId, status: { value }, ...more });

  it('settles its message, whether it comes after the status or before', async () => {
    const [after, before] = [newHandset(), newHandset()].map((handset) =>
      submitted(handset, acme, { provider: 'smsmode' }),
    );
    if (!after || !before) throw new Error('There are two.');
    await call(`smsmode/${SECRET}`, receipt(before.smscIds?.[0] ?? '', 'DELIVERED'));
    await bed.statuses([after, before]);
    await call(`smsmode/${SECRET}`, receipt(after.smscIds?.[0] ?? '', 'DELIVERED'));
    for (const { messageId } of [after, before])
      expect(await receiptOf(messageId)).toMatchObject({ outcome: 'delivered' });
  });

  it('with an impossible date is dated by its receipt, whether it comes after the status or before', async () => {
    const [after, before] = [
      submitted(newHandset(), acme, { provider: 'smsmode' }),
      submitted(newHandset(), acme, { provider: 'aws' }),
    ];
    const startedAt = Date.now();
    await bed.statuses([after]);
    await bed.sql(
      `INSERT INTO raw_receipt (receipt_id, provider, smsc_id, stat, only_of_handset, at, received_at)
      VALUES ($1, 'aws', $2, 'DELIVRD', false, '0001-01-01', now())`,
      [randomUUID(), before.smscIds?.[0]],
    );
    await bed.statuses([before]);
    const dated = { status: { value: 'DELIVERED', deliveryDate: '0001-01-01T00:00:00' } };
    expect((await call(`smsmode/${SECRET}`, receipt(after.smscIds?.[0] ?? '', '', dated))).status).toBe(200);
    for (const { messageId } of [after, before]) {
      const { at } = await receiptOf(messageId);
      expect(at).toBeGreaterThanOrEqual(startedAt);
    }
  });

  it('settles a message of unknown outcome by our reference, in its path or its body', async () => {
    const unknown = () => {
      const {
        smscIds: _,
        parts: __,
        ...status
      } = submitted(newHandset(), acme, { provider: 'smsmode', status: 'unknown' });
      return status;
    };
    const [inBody, inPath] = [unknown(), { ...unknown(), provider: 'twilio' }];
    await bed.statuses([inBody, inPath]);
    await call(`smsmode/${SECRET}`, receipt(randomUUID(), 'DELIVERED', { refClient: inBody.messageId }));
    await twilio({ MessageSid: `SM${randomUUID()}`, MessageStatus: 'delivered' }, `twilio/signed/${inPath.messageId}`);
    for (const { messageId } of [inBody, inPath])
      expect(await receiptOf(messageId)).toMatchObject({ outcome: 'delivered' });
  });

  it('of each part of a text is awaited, where the vendor reports parts', async () => {
    const status = submitted(newHandset(), acme, {
      provider: 'vonage',
      smscIds: [randomUUID(), randomUUID()],
      parts: 2,
    });
    await bed.statuses([status]);
    const [one = '', two = ''] = status.smscIds ?? [];
    await vonage({ messageId: one, status: 'delivered', 'err-code': '0' });
    await vonage({ messageId: two, status: 'failed', 'err-code': '9' });
    expect(await receiptOf(status.messageId)).toMatchObject({ outcome: 'failed', error: '9', refusal: 'opted-out' });
  });

  it('of a block of the vendor says so to suppression', async () => {
    const status = submitted(newHandset(), acme, { provider: 'smsmode' });
    await bed.statuses([status]);
    await call(
      `smsmode/${SECRET}`,
      receipt(status.smscIds?.[0] ?? '', 'UNDELIVERABLE', { status: { value: 'UNDELIVERABLE', code: 3999 } }),
    );
    const failed = await eventually('it failed', () =>
      failures.find(({ messageId }) => messageId === status.messageId),
    );
    expect(failed).toMatchObject({ outcome: 'failed', error: '3999', refusal: 'opted-out' });
  });

  it('is not awaited for a refusal by that block at the submit, whose status alone opts out while dispatchers of 0.2.0 run', async () => {
    const { smscIds: _, parts: __, ...sent } = submitted(newHandset(), acme, { provider: 'twilio' });
    const refusal = { ...sent, status: 'rejected', code: 'OPERATOR_REJECTED', refusal: 'opted-out' } as const;
    await bed.statuses([refusal]);
    const failed = await eventually('it is reported', () =>
      failures.find(({ messageId }) => messageId === sent.messageId),
    );
    expect(failed).toMatchObject({ outcome: 'failed', stat: 'REJECTD', refusal: 'opted-out', advertiserId: acme.id });
    expect(settled.some(({ messageId }) => messageId === sent.messageId)).toBe(false);
  });

  it('that may be of an opt-out at the vendor is a failure without one, and is counted for review', async () => {
    const status = submitted(newHandset(), acme, { provider: 'sinch' });
    await bed.statuses([status]);
    const [id = ''] = status.smscIds ?? [];
    const deleted = { type: 'recipient_delivery_report_sms', batch_id: id, status: 'Deleted', code: 400 };
    expect((await call(`sinch/${SECRET}`, JSON.stringify(deleted))).status).toBe(200);
    const failed = await receiptOf(status.messageId);
    expect(failed).toMatchObject({ outcome: 'failed', stat: 'DELETED', error: '400' });
    expect(failed).not.toHaveProperty('refusal');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_receipts_to_review_total\{provider="sinch"[^}]*\} 1/);
    expect(metrics).toMatch(/stopsms_receipts_to_review_total\{provider="smsmode"[^}]*\} 0/);
  });

  it('with an undocumented word is counted, answered with 200 and settles nothing', async () => {
    expect((await call(`smsmode/${SECRET}`, receipt(randomUUID(), 'READ'))).status).toBe(200);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_callbacks_skipped_total\{provider="smsmode",reason="unknown-state"[^}]*\} 1/);
  });
});

describe('a hostile or broken callback', () => {
  it.each<[string, () => Promise<Response>, number]>([
    ['of an unknown provider', () => call(`nobody/${SECRET}`, {}), 404],
    ['of a provider over another’s secret', () => call(`smsmode/${TOKEN}`, smsmodeReply(newHandset())), 401],
    ['with a secret where a signature is due', () => call(`twilio/${TOKEN}`, 'Body=STOP&From=%2B33639980001'), 401],
    [
      'signed by another token',
      () => twilio({ MessageSid: 'SM1', From: newHandset(), Body: 'STOP' }, 'twilio/signed', SECRET),
      401,
    ],
    ['that is HTML', () => call(`smsmode/${SECRET}`, '<html>'), 503],
    ['that is too large', () => call(`smsmode/${SECRET}`, 'x'.repeat(1_100_000)), 413],
    ['with another method', () => fetch(`${service.url}/v1/callbacks/smsmode/${SECRET}`, { method: 'PUT' }), 405],
    ['with a number that nobody can text', () => call(`smsmode/${SECRET}`, smsmodeReply('ACME')), 200],
  ])('%s', async (_, send, status) => {
    expect((await send()).status).toBe(status);
  });

  it('that has one reply and one part that cannot be read stores the reply, and asks for it again', async () => {
    const handset = newHandset();
    const results = [{ messageId: 'x' }, { messageId: randomUUID(), from: digits(handset), to: CODE, text: 'STOP' }];
    expect((await call(`infobip/${SECRET}`, { results })).status).toBe(503);
    expect(await receivedFrom(handset)).toMatchObject({ text: 'STOP' });
  });
});
