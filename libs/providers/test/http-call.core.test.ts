import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { makeCertificate } from '@stopsms/test-parts';
import { type CallResult, HttpCall, type HttpCallSettings } from '../src';
import { Peer, answerOf } from './peer';

const REQUEST = { method: 'POST', path: '/messages', headers: { 'x-key': 'k' }, body: '{"a":1}' } as const;
/** Where no answer comes. */
const ANSWER_MS = 300;
/** Where one comes, however busy the machine. */
const PATIENT_MS = 30_000;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const peer = async (answer: (socket: Socket, request: number) => void, tls?: TlsOptions): Promise<Peer> => {
  const started = await Peer.start(answer, tls);
  ends.push(() => started.close());
  return started;
};

const caller = (settings: Partial<HttpCallSettings> & { baseUrl: string }): HttpCall => {
  const call = new HttpCall({ connections: 2, answerMs: PATIENT_MS, ...settings });
  ends.push(() => call.close());
  return call;
};

/** Outcome of one call, and whether it asked to write. */
async function callOnce(settings: Partial<HttpCallSettings> & { baseUrl: string }) {
  let writes = 0;
  const result = await caller(settings).call(REQUEST, () => (writes += 1) > 0);
  return { result, writes };
}

const notSent = (reason: RegExp) => ({ outcome: 'not-sent', reason: expect.stringMatching(reason) as string });
const unknown = (reason: RegExp) => ({ outcome: 'unknown', reason: expect.stringMatching(reason) as string });

test('a complete answer is returned with its status and bytes, of one request under the path of the base', async () => {
  const provider = await peer((socket) => socket.write(answerOf(400, '{"error":1}', { 'x-id': '7' })));
  const { result } = await callOnce({ baseUrl: `${provider.url}/v1/` });
  expect(result).toMatchObject({ outcome: 'answered', status: 400, headers: { 'x-id': '7' } });
  expect((result as Extract<CallResult, { outcome: 'answered' }>).body.toString()).toBe('{"error":1}');
  expect(provider.requests).toEqual([
    expect.stringMatching(/^POST \/v1\/messages HTTP\/1\.1\r\n[^]*\r\n\r\n\{"a":1\}$/),
  ]);
});

describe('nothing was written', () => {
  const stranger = makeCertificate({ name: 'Another authority' });
  const authority = makeCertificate({ name: 'Test authority' });
  const elsewhere = makeCertificate({ name: 'elsewhere.example', issuer: authority });

  test('for a port on which nobody listens', async () => {
    const gone = await Peer.start(() => undefined);
    const baseUrl = gone.url;
    await gone.close();
    expect(await callOnce({ baseUrl })).toEqual({ result: notSent(/ECONNREFUSED/), writes: 0 });
  });

  test('for a host without an address', async () => {
    const { result, writes } = await callOnce({ baseUrl: 'https://provider.invalid' });
    expect(result).toEqual(notSent(/ENOTFOUND|EAI_AGAIN/));
    expect(writes).toBe(0);
  });

  test.each([
    { it: 'whose certificate is for another host', ca: authority.cert, reason: /for another name/ },
    { it: 'whose certificate nobody known signed', ca: stranger.cert, reason: /not trusted here/ },
  ])('to a server $it', async ({ ca, reason }) => {
    const provider = await peer((socket) => socket.write(answerOf(200, '{}')), elsewhere);
    expect(await callOnce({ baseUrl: provider.url, ca })).toEqual({ result: notSent(reason), writes: 0 });
    expect(provider.requests).toEqual([]);
  });

  test('to a server that ends the connection before TLS is made', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    ends.push(async () => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { result, writes } = await callOnce({ baseUrl: `https://127.0.0.1:${port}` });
    expect(result).toMatchObject({ outcome: 'not-sent' });
    expect(writes).toBe(0);
  });

  test('when it is withheld at the last moment, and the connection serves the next request', async () => {
    const provider = await peer((socket) => socket.write(answerOf(200, '{}')));
    const call = caller({ baseUrl: provider.url, connections: 1 });
    expect(await call.call(REQUEST, () => false)).toEqual({ outcome: 'withheld' });
    expect(provider.requests).toEqual([]);
    expect(await call.call(REQUEST)).toMatchObject({ outcome: 'answered', status: 200 });
    expect(provider).toMatchObject({ connections: 1, requests: { length: 1 } });
  });

  test('of a request with a header that HTTP does not permit', async () => {
    const provider = await peer((socket) => socket.write(answerOf(200, '{}')));
    const broken = { ...REQUEST, headers: { 'x-key': 'two\r\nlines' } };
    expect(await caller({ baseUrl: provider.url }).call(broken)).toMatchObject({ outcome: 'not-sent' });
    expect(provider.requests).toEqual([]);
  });
});

describe('a call that the provider may have accepted', () => {
  test.each<{ it: string; answer: (socket: Socket) => void; reason: RegExp; answerMs?: number }>([
    { it: 'no answer comes', answer: () => undefined, reason: /no answer in time/, answerMs: ANSWER_MS },
    { it: 'the connection is cut', answer: (socket) => socket.destroy(), reason: /SOCKET|ECONNRESET/ },
    { it: 'it is reset', answer: (socket) => socket.resetAndDestroy(), reason: /ECONNRESET/ },
    { it: 'the head is cut', answer: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'), reason: /./ },
    {
      it: 'the body is cut',
      answer: (socket) => socket.end('HTTP/1.1 201 X\r\ncontent-length: 99\r\n\r\n{"id":'),
      reason: /./,
    },
    {
      it: 'the body stops',
      answer: (socket) => socket.write('HTTP/1.1 201 X\r\ncontent-length: 99\r\n\r\n{"id":'),
      reason: /no answer in time/,
      answerMs: ANSWER_MS,
    },
    { it: 'the answer is not HTTP', answer: (socket) => socket.end('220 smtp.example ESMTP\r\n'), reason: /./ },
    {
      it: 'the answer has 10 MB',
      answer: (socket) => socket.end(answerOf(200, 'x'.repeat(10_000_000))),
      reason: /answer above 1048576 bytes/,
    },
    {
      it: 'the headers have no end',
      answer: (socket) => socket.write(`HTTP/1.1 200 X\r\n${'a: b\r\n'.repeat(20_000)}`),
      reason: /HEADERS_OVERFLOW/,
    },
  ])('is unknown $it', async ({ answer, reason, answerMs = PATIENT_MS }) => {
    const provider = await peer(answer);
    expect(await callOnce({ baseUrl: provider.url, answerMs })).toEqual({ result: unknown(reason), writes: 1 });
    expect(provider.requests).toHaveLength(1);
  });

  test('when a byte comes now and then: the limit is for the whole answer', async () => {
    let timer: NodeJS.Timeout | undefined;
    const provider = await peer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      timer = setInterval(() => socket.write('x'), ANSWER_MS / 10);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await callOnce({ baseUrl: provider.url, answerMs: ANSWER_MS })).result).toEqual(
      unknown(/no answer in time/),
    );
  });

  test('when a kept connection ends at the next request, which is not repeated on another', async () => {
    const provider = await peer((socket, request) =>
      request === 1 ? socket.write(answerOf(200, '{}')) : socket.destroy(),
    );
    const call = caller({ baseUrl: provider.url, connections: 1 });
    expect(await call.call(REQUEST)).toMatchObject({ outcome: 'answered' });
    expect(await call.call(REQUEST)).toEqual(unknown(/SOCKET|ECONNRESET/));
    expect(await call.call(REQUEST)).toEqual(unknown(/SOCKET|ECONNRESET/));
    expect(provider.requests).toHaveLength(3);
  });
});

test('a redirect is not followed, so credentials stay with the provider', async () => {
  const other = await peer((socket) => socket.write(answerOf(200, '{}')));
  const provider = await peer((socket) => socket.write(answerOf(307, '', { location: other.url })));
  expect((await callOnce({ baseUrl: provider.url })).result).toMatchObject({ outcome: 'answered', status: 307 });
  expect(other.connections).toBe(0);
});
