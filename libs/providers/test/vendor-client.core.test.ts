import type { Socket } from 'node:net';
import { HttpCall, type SubmissionResult, VENDORS, VendorClient } from '../src';
import { Peer, answerOf } from './peer';

const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const MESSAGE = {
  reference: REFERENCE,
  from: 'ACME',
  to: '+33639980012',
  text: 'Bonjour',
  category: 'marketing',
} as const;
const TAKEN = JSON.stringify({ messageId: 'm-1', refClient: REFERENCE });
const REFUSED = '{"title":"Bad Request","message":"Invalid recipient"}';

let peer: Peer;
let call: HttpCall;
let answer: (socket: Socket) => void;

beforeAll(async () => (peer = await Peer.start((socket) => answer(socket))));
beforeEach(() => (call = new HttpCall({ baseUrl: peer.url, connections: 2, answerMs: 300 })));
afterEach(() => call.close());
afterAll(() => peer.close());

function client(): VendorClient {
  const settings = { account: { apiKey: 'k' }, baseUrl: peer.url, now: Date.now } as const;
  const adapter = VENDORS.get('smsmode')?.adapter(settings);
  if (!adapter) throw new Error('smsmode has no adapter');
  return new VendorClient(call, adapter);
}

async function submitTo(
  status: number,
  body: string,
  headers?: Record<string, string>,
): Promise<SubmissionResult | undefined> {
  answer = (socket) => socket.write(answerOf(status, body, headers));
  const result = await client().submit([MESSAGE], () => true);
  return result.outcome === 'done' ? result.results[0] : undefined;
}

test.each<{ it: string; status: number; body?: string; headers?: Record<string, string>; result: object }>([
  { it: 'taken', status: 201, body: TAKEN, result: { outcome: 'accepted', id: 'm-1' } },
  { it: 'refused', status: 400, body: REFUSED, result: { outcome: 'refused', class: 'number' } },
  { it: 'not taken, as too many are', status: 429, result: { outcome: 'throttled' } },
  { it: 'not taken, for a time', status: 429, headers: { 'retry-after': '7' }, result: { afterMs: 7_000 } },
  {
    it: 'not taken by a service that is closed for a time',
    status: 503,
    headers: { 'retry-after': '2' },
    result: { afterMs: 2_000 },
  },
  {
    it: 'not taken for a month, of which ten minutes count',
    status: 429,
    headers: { 'retry-after': '2592000' },
    result: { afterMs: 600_000 },
  },
  {
    it: 'refused for its credentials, in words',
    status: 401,
    body: 'no',
    result: { outcome: 'refused', class: 'auth' },
  },
  { it: 'perhaps taken by a service that is closed', status: 503, body: REFUSED, result: { outcome: 'unknown' } },
  { it: 'perhaps taken before the failure', status: 500, body: TAKEN, result: { outcome: 'unknown' } },
  { it: 'perhaps taken behind a gateway', status: 504, result: { outcome: 'unknown' } },
  { it: 'perhaps taken after a redirect', status: 302, headers: { location: '/' }, result: { outcome: 'unknown' } },
  { it: 'perhaps taken by a slow reader', status: 408, body: REFUSED, result: { outcome: 'unknown' } },
  { it: 'perhaps taken under HTML', status: 200, body: '<html>Welcome</html>', result: { outcome: 'unknown' } },
  { it: 'perhaps taken, with an error', status: 200, body: '{"errorCode":31}', result: { outcome: 'unknown' } },
  { it: 'perhaps taken, without a word', status: 200, body: '', result: { outcome: 'unknown' } },
  {
    it: 'refused by a server without such a path',
    status: 404,
    body: '<h1>Not found</h1>',
    result: { outcome: 'refused', class: 'auth' },
  },
])('a message is $it: status $status', async ({ status, body = '', headers, result }) => {
  expect(await submitTo(status, body, headers)).toMatchObject(result);
});

test('a message that may be taken is found by its reference', async () => {
  expect(await submitTo(500, '')).toMatchObject({ outcome: 'unknown' });
  answer = (socket) => socket.write(answerOf(200, `{"items":[${TAKEN}]}`));
  expect(await client().lookup(REFERENCE)).toEqual({ outcome: 'accepted', id: 'm-1' });
  expect(peer.requests.at(-1)).toContain(`refClient=${REFERENCE}`);
});

test.each([
  { it: 'absent', status: 404, body: '', result: { outcome: 'absent' } },
  { it: 'unknown while lookups are throttled', status: 429, body: '', result: { outcome: 'unknown' } },
  {
    it: 'unknown when the lookup is refused',
    status: 400,
    body: `{"items":[${TAKEN}]}`,
    result: { outcome: 'unknown' },
  },
  { it: 'unknown when the lookup fails', status: 500, body: '', result: { outcome: 'unknown' } },
  { it: 'unknown under HTML', status: 200, body: '<html>', result: { outcome: 'unknown' } },
])('a message that is looked up is $it', async ({ status, body, result }) => {
  answer = (socket) => socket.write(answerOf(status, body));
  expect(await client().lookup(REFERENCE)).toMatchObject(result);
});
