import type { RunningService } from '@stopsms/bootstrap';
import { Receiver, eventually } from '@stopsms/testing';
import { validateRequest } from 'twilio';
import { Bed, account } from './bed';

const TOKEN = '0123456789abcdef0123456789abcdef';
const SID = `AC${'1'.repeat(32)}`;
const OTHER = `AC${'2'.repeat(32)}`;

let bed: Bed;
let service: RunningService;
const receiver = new Receiver();

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
  service = await bed.startWith(
    [
      account({ id: 'shop', twilio: { accountSid: SID, tokenFrom: 'TEST_TOKEN' } }),
      account({ id: 'other', twilio: { accountSid: OTHER, tokenFrom: 'OTHER_TOKEN' } }),
    ],
    { TEST_TOKEN: TOKEN, OTHER_TOKEN: 'f'.repeat(32) },
  );
});
afterAll(async () => {
  await bed.end();
  receiver.close();
});

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const USUAL = { To: '+33639980001', From: 'ACME', Body: 'Soldes. STOP 36180' };

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A request as the package `twilio` sends it. */
async function call(
  path: string,
  form?: Record<string, string>,
  authorization = basic(SID, TOKEN),
  sid = SID,
): Promise<Answer> {
  const response = await fetch(`${service.url}/2010-04-01/Accounts/${sid}/${path}`, {
    headers: { accept: 'application/json', authorization },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const submitted = async () => Number((await bed.sql('SELECT count(*) AS n FROM submission'))[0]?.n);

it('accepts a message, reports an opt-out as 21610 by a signed callback, and shows it afterwards', async () => {
  const url = receiver.url('/status?order=7&clé=é');
  const { status, body } = await call('Messages.json', { ...USUAL, StatusCallback: url, ValidityPeriod: '3600' });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: {
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string,
      account_sid: SID,
      status: 'queued',
      to: '+33639980001',
      error_code: null,
    },
  });
  const request = await eventually('it is published', () => bed.requests.find(({ value }) => value.sender === 'ACME'));
  expect(`SM${request.key?.replaceAll('-', '')}`).toBe(body.sid);
  expect(await call(`Messages/${String(body.sid)}.json`)).toMatchObject({
    status: 200,
    body: { status: 'queued', to: '+33639980001' },
  });

  await bed.outcome(request.key ?? '', { kind: 'verdict', state: 'refused', code: 'OPTED_OUT', attempt: 1 });
  const called = await eventually('it is called', () => receiver.under('/status')[0]);
  const fields = Object.fromEntries(new URLSearchParams(called.body));
  expect(fields).toMatchObject({
    MessageSid: body.sid,
    MessageStatus: 'failed',
    ErrorCode: '21610',
    To: '+33639980001',
    From: 'ACME',
    AccountSid: SID,
  });
  const signature = String(called.headers['x-twilio-signature']);
  expect(validateRequest(TOKEN, signature, new URL(url).href, fields)).toBe(true);
  expect(validateRequest(TOKEN, signature, new URL(url).href, { ...fields, ErrorCode: '30007' })).toBe(false);
  expect(await call(`Messages/${String(body.sid)}.json`)).toMatchObject({
    body: { status: 'failed', error_code: 21610 },
  });
});

it('shows a message to its own account only', async () => {
  const { body } = await call('Messages.json', USUAL);
  const path = `Messages/${String(body.sid)}.json`;
  expect(await call(path, undefined, basic(OTHER, 'f'.repeat(32)), OTHER)).toMatchObject({
    status: 404,
    body: { code: 20404 },
  });
  expect(await call('Messages/SMnone.json')).toMatchObject({ status: 404 });
});

it('takes a repetition with the same token for one message', async () => {
  const headers = { authorization: basic(SID, TOKEN), 'i-twilio-idempotency-token': 'once' };
  const send = async () => {
    const response = await fetch(`${service.url}/2010-04-01/Accounts/${SID}/Messages.json`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(USUAL),
    });
    return ((await response.json()) as { sid: string }).sid;
  };
  expect(await send()).toBe(await send());
});

it('refuses a known token for another number', async () => {
  const send = (fields: object) =>
    fetch(`${service.url}/2010-04-01/Accounts/${SID}/Messages.json`, {
      method: 'POST',
      headers: { authorization: basic(SID, TOKEN), 'i-twilio-idempotency-token': 'another' },
      body: new URLSearchParams({ ...USUAL, ...fields }),
    });
  expect((await send({})).status).toBe(201);
  const refused = await send({ To: '+33639980002' });
  expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: 20409, status: 409 })]);
});

it.each([
  ['GET', `Accounts/${SID}/Messages.json`, 405, 20004],
  ['DELETE', `Accounts/${SID}/Messages/SM${'0'.repeat(32)}.json`, 405, 20004],
  ['POST', `Accounts/${SID}/Messages/SM${'0'.repeat(32)}.json`, 405, 20004],
  ['GET', `Accounts/${SID}.json`, 404, 20404],
  ['POST', `Accounts/${SID}/Calls.json`, 404, 20404],
])('refuses %s %s in the form that libraries of Twilio read', async (method, path, status, code) => {
  const response = await fetch(`${service.url}/2010-04-01/${path}`, {
    method,
    headers: { authorization: basic(SID, TOKEN) },
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    ...{ code, status, message: expect.any(String) as string },
    more_info: expect.stringContaining('https://') as string,
  });
});

describe('nothing is sent', () => {
  let before = 0;
  beforeEach(async () => (before = await submitted()));
  afterEach(async () => expect(await submitted()).toBe(before));

  it.each([
    ['without credentials', '', SID],
    ['with a wrong token', basic(SID, 'wrong'), SID],
    ['for another account', basic(SID, TOKEN), OTHER],
    ['for an unknown account', basic(`AC${'3'.repeat(32)}`, ''), `AC${'3'.repeat(32)}`],
  ])('%s', async (_, authorization, sid) => {
    expect(await call('Messages.json', USUAL, authorization, sid)).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
  });

  it.each([
    [{ To: '' }, 400, 21604],
    [{ Body: '' }, 400, 21602],
    [{ Body: 'x'.repeat(1_601) }, 400, 21617],
    [{ StatusCallback: 'file:///etc/passwd' }, 400, 21609],
    [{ StatusCallback: 'nowhere' }, 400, 21609],
    [{ MediaUrl: 'https://shop.example/a.png' }, 400, 20001],
    [{ SendAt: '2026-12-24T10:00:00Z' }, 400, 20001],
    [{ ValidityPeriod: '0' }, 400, 20001],
    [{ From: 'a sender that is too long' }, 400, 21211],
    [{ Body: 'x'.repeat(1_100_000) }, 413, 20001],
    [{ Body: 'x'.repeat(10_000_000) }, 413, 20001],
  ])('case %#', async (fields, status, code) => {
    expect(await call('Messages.json', { ...USUAL, ...(fields as Record<string, string>) })).toMatchObject({
      status,
      body: { code, status },
    });
  });
});
