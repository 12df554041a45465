import { createHmac, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { RunningService } from '@stopsms/bootstrap';
import { Receiver, eventually } from '@stopsms/testing';
import { Webhook } from 'standardwebhooks';
import { AddDeliveries } from '../src/deliveries/add-deliveries';
import { Database } from '@stopsms/persistence';
import { ADVERTISER, Bed, account } from './bed';

const TOKEN = 'a token of 24 characters';
const SIGNING = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

let bed: Bed;
let service: RunningService;
const receiver = new Receiver();

const REQUEST = { to: 'to', text: 'message.text', sender: 'from', reference: 'id', advertiser: 'advertiser' };
const BEARER = { kind: 'bearer', secretFrom: 'TEST_TOKEN' };

beforeAll(async () => {
  [bed] = await Promise.all([Bed.make(), receiver.listen()]);
  const callback = {
    ...{ url: receiver.url('/shop', 503, 204), secretFrom: 'TEST_SIGNING', authorizationFrom: 'TEST_TOKEN' },
    receipt: { id: '{{reference}}', is: '{{status}}', why: '{{code}}' },
    reply: { from: '{{from}}', said: '{{text}}' },
    statuses: { refused: 'HARDBOUNCE' },
  };
  const category = { field: 'transactional', marketing: [false], informative: [true] };
  service = await bed.startWith(
    [
      account({ id: 'shop', webhook: { auth: BEARER, request: { ...REQUEST, category }, callback } }),
      account({
        id: 'basic',
        webhook: {
          auth: { kind: 'basic', user: 'basic', secretFrom: 'TEST_TOKEN' },
          request: { form: 'form', to: 'To', text: 'Body' },
        },
      }),
      account({
        id: 'signed',
        webhook: {
          auth: { kind: 'hmac', header: 'x-signature', prefix: 'sha256=', secretFrom: 'TEST_TOKEN' },
          request: REQUEST,
        },
      }),
      account({
        id: 'list',
        webhook: {
          auth: { ...BEARER, header: 'x-api-key' },
          request: { each: 'messages', to: 'to', text: 'text', reference: 'id' },
          response: { body: null },
        },
      }),
      account({ id: 'other', webhook: { auth: { ...BEARER, secretFrom: 'OTHER_TOKEN' }, request: REQUEST } }),
      account({ id: 'far', addresses: ['192.0.2.0/24'], webhook: { auth: BEARER, request: REQUEST } }),
      account({ id: 'plain' }),
    ],
    {
      TEST_TOKEN: TOKEN,
      TEST_SIGNING: SIGNING,
      OTHER_TOKEN: 'another token, longer',
      GATEWAY_CALLBACKS_ALLOW_PRIVATE: 'true',
    },
  );
});
afterAll(async () => {
  await bed.end();
  receiver.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const message = (fields: object = {}) => ({
  ...{ id: randomUUID(), advertiser: ADVERTISER, to: '+33639980001', from: 'ACME' },
  message: { text: 'Soldes. STOP 36180' },
  ...fields,
});

async function post(
  id: string,
  body: string | object,
  headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` },
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${service.url}/v1/door/${id}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: text,
  });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : (JSON.parse(answer) as Record<string, string>) };
}
const submitted = async () => Number((await bed.sql('SELECT count(*) AS n FROM submission'))[0]?.n);

it('submits fields found by the template, and answers by the other template', async () => {
  const { status, body } = await post('shop', message({ transactional: true }));
  expect({ status, body }).toEqual({ status: 202, body: { id: expect.any(String) as string, status: 'accepted' } });
  const request = await eventually('the request is published', () => bed.requests.find(({ key }) => key === body?.id));
  expect(request.value).toMatchObject({
    to: '+33639980001',
    text: 'Soldes. STOP 36180',
    sender: 'ACME',
    category: 'informative',
    advertiserId: ADVERTISER,
  });
});

it('takes a form with basic credentials, and a list with a key in a header of its own', async () => {
  const basic = Buffer.from(`basic:${TOKEN}`).toString('base64');
  const form = await post('basic', 'To=%2B33639980001&Body=Soldes+STOP+36180', {
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(form.status).toBe(202);
  const before = await submitted();
  const messages = [1, 2].map((id) => ({ id: `list-${id}`, to: '+33639980001', text: 'Soldes' }));
  expect(await post('list', { messages }, { 'x-api-key': TOKEN })).toEqual({ status: 202, body: undefined });
  expect(await submitted()).toBe(before + 2);
});

it('treats a repeated reference as one SMS, also for a replayed signed request', async () => {
  const body = JSON.stringify(message());
  const signature = { 'x-signature': `sha256=${createHmac('sha256', TOKEN).update(body).digest('hex')}` };
  const first = await post('signed', body, signature);
  const replayed = await post('signed', body, signature);
  expect([first.status, replayed]).toEqual([202, first]);
  const upper = { 'x-signature': `sha256=${createHmac('sha256', TOKEN).update(body).digest('hex').toUpperCase()}` };
  expect(await post('signed', body, upper)).toEqual(first);
  expect((await post('signed', body.replace('Soldes', 'Autres'), signature)).status).toBe(401);
});

it('refuses a known reference for another number or text, and takes it at another account', async () => {
  const sent = message();
  const first = await post('shop', sent);
  const others = [
    { ...sent, to: '+33639980002' },
    { ...sent, message: { text: 'Autres. STOP 36180' } },
  ];
  for (const other of others)
    expect(await post('shop', other)).toMatchObject({ status: 409, body: { code: 'reference-taken' } });
  expect(await post('shop', sent)).toEqual(first);
  const elsewhere = await post('other', others[0] ?? sent, { authorization: 'Bearer another token, longer' });
  expect(elsewhere.status).toBe(202);
  expect(elsewhere.body?.id).not.toBe(first.body?.id);
});

it.each(['shop', 'signed', 'nobody'])(
  'answers headers without a body alike, whether the account signs: %s',
  async (id) => {
    const { port } = new URL(service.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /v1/door/${id} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    );
    const answers: Buffer[] = [];
    socket.on('data', (data: Buffer) => answers.push(data));
    // Requests of other connections are answered meanwhile, so one that needs no body would be too.
    for (let n = 0; n < 3; n += 1) expect((await post('shop', message())).status).toBe(202);
    expect(answers).toEqual([]);
    socket.end(`"a": "b"`);
    await eventually('it is refused once its body is there', () => Buffer.concat(answers).toString().includes(' 401 '));
  },
);

it('reports the outcome once the system accepts it, signed and in its own format', async () => {
  const sent = message();
  const { body } = await post('shop', sent);
  await bed.outcome(body?.id ?? '', { kind: 'verdict', state: 'refused', code: 'CONSENT_MISSING', attempt: 1 });
  const refused = await eventually('it is called', () => receiver.under('/shop')[0]);
  expect(JSON.parse(refused.body)).toEqual({ id: sent.id, is: 'HARDBOUNCE', why: 'CONSENT_MISSING' });
  expect(refused.headers.authorization).toBe(TOKEN);
  expect(() => new Webhook(SIGNING).verify(refused.body, refused.headers as Record<string, string>)).not.toThrow();
  await eventually('a retry is planned after the 503', async () => {
    const rows = await bed.sql(
      "UPDATE delivery SET due_at = now() WHERE due_at > now() AND due_at < now() + interval '1 minute' RETURNING id",
    );
    return rows.length === 1;
  });
  await eventually(
    'it is called again, and is done',
    async () => (await bed.sql('SELECT 1 FROM delivery')).length === 0,
  );
  expect(receiver.under('/shop').map(({ headers }) => headers['webhook-id'])).toEqual(
    Array(2).fill(refused.headers['webhook-id']),
  );
});

it('posts replies, in the shape of the account', async () => {
  const content = {
    kind: 'reply' as const,
    replyId: randomUUID(),
    from: '+33639980001',
    to: '36180',
    text: '"Bonjour" {{to}}',
    receivedAt: 0,
  };
  await service
    .get(Database)
    .run((tx) =>
      service
        .get(AddDeliveries)
        .execute(tx, [{ id: content.replyId, account: 'shop', door: 'webhook', recipientKey: null, content }]),
    );
  const call = await eventually('it is posted', () =>
    receiver.under('/shop').find(({ body }) => body.includes('said')),
  );
  expect(JSON.parse(call.body)).toEqual({ from: '+33639980001', said: '"Bonjour" {{to}}' });
});

describe('nothing is sent', () => {
  let before = 0;
  beforeEach(async () => (before = await submitted()));
  afterEach(async () => expect(await submitted()).toBe(before));

  it.each([
    ['no credentials', 'shop', {}],
    ['a wrong token', 'shop', { authorization: 'Bearer wrong' }],
    ['the token of another account', 'other', { authorization: `Bearer ${TOKEN}` }],
    ['an unknown account', 'nobody', { authorization: `Bearer ${TOKEN}` }],
    ['an account without this door', 'plain', { authorization: `Bearer ${TOKEN}` }],
    ['an address that is not its own', 'far', { authorization: `Bearer ${TOKEN}` }],
    ['no signature', 'signed', {}],
  ])('for a request with %s', async (_, id, headers) => {
    expect(await post(id, message(), headers)).toMatchObject({ status: 401, body: { code: 'door-unauthenticated' } });
  });

  it.each([
    ['no number', { to: undefined }, 400],
    ['an empty number', { to: ' ' }, 400],
    ['a number of another type', { to: 33639980001 }, 400],
    ['a list for a number', { to: ['+33639980001', '+33639980002'] }, 400],
    ['no text', { message: 'Soldes' }, 400],
    ['an inherited field for a text', { message: JSON.parse('{"__proto__": {"text": "Soldes"}}') as object }, 400],
    ['no reference', { id: undefined }, 400],
    ['a reference without end', { id: 'x'.repeat(201) }, 400],
    ['a category that nobody listed', { transactional: 'perhaps' }, 400],
    ['another advertiser', { advertiser: randomUUID() }, 403],
  ])('for a request with %s', async (_, fields, status) => {
    const answer = await post('shop', message(fields));
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain('3363998');
  });

  it('for a list with one invalid element', async () => {
    const messages = [
      { id: randomUUID(), to: '+33639980001', text: 'Soldes' },
      { id: 'b', text: 'Soldes' },
    ];
    expect((await post('list', { messages }, { 'x-api-key': TOKEN })).status).toBe(400);
    expect((await post('list', { messages: [] }, { 'x-api-key': TOKEN })).status).toBe(400);
  });

  it.each([
    ['no JSON', '{"to": "+336', 400],
    ['deep JSON', '['.repeat(400_000) + ']'.repeat(400_000), 400],
    ['a body of 2 MB', JSON.stringify(message({ pad: 'x'.repeat(2_000_000) })), 413],
    ['a body of 10 MB', JSON.stringify(message({ pad: 'x'.repeat(10_000_000) })), 413],
  ])('for %s', async (_, body, status) => {
    expect((await post('shop', body)).status).toBe(status);
  });

  it('for a body of another type', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'text/plain' };
    expect((await post('shop', JSON.stringify(message()), headers)).status).toBe(415);
  });
});

it('locks an address that guesses', async () => {
  const guesses = Array.from({ length: 25 }, (_, n) => post('shop', message(), { authorization: `Bearer ${n}` }));
  expect((await Promise.all(guesses)).some(({ status }) => status === 429)).toBe(true);
  expect((await post('shop', message())).status).toBe(429);
});
