// Bounds of callers, over real connections: behind a proxy that is trusted, behind one that is not, and without one.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { eventually } from '@stopsms/test-parts';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { limitCallers } from '../src/callers/limit-callers';
import { Strangers } from '../src/callers/strangers';
import { Problem } from '../src/problem';
import { hardenServer } from '../src/requests/harden-server';
import { needTls } from '../src/requests/need-tls';
import { problemOf } from '../src/requests/problem.filter';
import { readRawBody } from '../src/requests/raw-body';
import { screenRequests } from '../src/requests/screen-requests';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(trusted: string | false, prepare: (app: Express) => void, bounds = {}): Promise<string> {
  const app = express();
  app.set('trust proxy', trusted);
  app.use(screenRequests);
  prepare(app);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    response.status(problemOf(error, request, response).getStatus()).end();
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  hardenServer(server, { HTTP_REQUEST_TIMEOUT_MS: 60_000, HTTP_MAX_CONNECTIONS: 1_000, ...bounds });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const statusOf = async (url: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  (await fetch(url, { headers, redirect: 'manual', ...init })).status;

describe('limitCallers', () => {
  const limited = (app: Express) => {
    app.use(limitCallers(1));
    app.get('/', (_request, response) => void response.end());
  };
  /** All at once: after a second one more would pass. */
  const statuses = async (url: string, addresses: string[]) =>
    (await Promise.all(addresses.map((address) => statusOf(url, from(address))))).sort();

  test.each([
    ['addresses of their own', ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'], [200, 200, 200, 200]],
    ['one /64', ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:ffff::3'], [200, 200, 429]],
    ['several /64', ['2001:db8::1', '2001:db8:0:1::1', '2001:db8:0:2::1'], [200, 200, 200]],
    ['one IPv4 address in two forms', ['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1'], [200, 200, 429]],
    [
      'an invented address before its own',
      ['198.51.100.1, 192.0.2.9', '198.51.100.2, 192.0.2.9', '198.51.100.3, 192.0.2.9'],
      [200, 200, 429],
    ],
  ])('counts callers behind a trusted proxy: %s', async (_, addresses, expected) => {
    expect(await statuses(await serve('loopback', limited), addresses)).toEqual(expected);
  });

  test.each([['10.0.0.0/8'], [false]] as const)('counts the peer unless it is trusted (%s)', async (trusted) => {
    const url = await serve(trusted, limited);
    expect(await statuses(url, ['192.0.2.1', '192.0.2.2', '192.0.2.3'])).toEqual([200, 200, 429]);
  });
});

describe('Strangers', () => {
  const FAILURES = 2;
  const door = (reached: { bodies: number }) => (app: Express) => {
    const strangers = new Strangers(FAILURES, () => new Problem('too-many-requests', 'Too many.'));
    app.post('/', (request, response, next) => {
      const read = async () => {
        const body = await readRawBody(request, response);
        reached.bodies += 1;
        if (body.toString() !== 'right') throw new Problem('door-unauthenticated', 'Wrong.');
      };
      strangers.hold(request, read).then(() => void response.end(), next);
    });
  };
  const post = (url: string, body: string, address = '192.0.2.1') =>
    statusOf(url, from(address), { method: 'POST', body });

  it('reads no body of a network that guesses, and any of others', async () => {
    const reached = { bodies: 0 };
    const url = await serve('loopback', door(reached));
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push(await post(url, 'wrong'));
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect(reached.bodies).toBe(2 * FAILURES);
    expect([await post(url, 'right'), await post(url, 'right', '192.0.2.2')]).toEqual([429, 200]);
  });

  it('does not limit a network that had right credentials before while another one guesses', async () => {
    const url = await serve('loopback', door({ bodies: 0 }));
    expect(await post(url, 'right')).toBe(200);
    const statuses = [];
    for (let n = 0; n < 10; n += 1) statuses.push(await post(url, n % 2 ? 'right' : 'wrong'));
    expect(statuses).toEqual([401, 200, 401, 200, 401, 200, 401, 200, 401, 200]);
  });

  it('holds a bounded number of bodies of one network and of all, and takes others once they end', async () => {
    const url = await serve('loopback', door({ bodies: 0 }), {});
    const sockets: Socket[] = [];
    const begin = (address: string) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      sockets.push(socket);
      let answer = '';
      socket.on('data', (piece) => (answer += String(piece)));
      socket.on('error', () => undefined);
      socket.write(`POST / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\nContent-Length: 5\r\n\r\nri`);
      return { end: () => socket.write('ght'), status: () => answer.split(' ')[1] };
    };
    // More than failures allow, so only the network counts.
    const slow = Array.from({ length: 4 * FAILURES }, () => begin('192.0.2.1'));
    await eventually('some are refused', () => slow.filter(({ status }) => status() === '429').length === 2 * FAILURES);
    const many = Array.from({ length: 110 }, (_, n) => begin(`198.51.100.${n}`));
    await eventually('the rest is refused', () => many.filter(({ status }) => status() === '429').length === 14);
    for (const { end } of many) end();
    await eventually('all end', () => many.filter(({ status }) => status() === '200').length === 96);
    expect(await post(url, 'right', '203.0.113.1')).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

describe('needTls', () => {
  const secured = (app: Express) => {
    app.use(needTls);
    app.get('/u/token', (_request, response) => void response.end());
  };

  test.each([
    ['redirects what a trusted proxy took without TLS', 'loopback', { 'x-forwarded-proto': 'http' }, 308, null],
    ['lets browsers use TLS alone', 'loopback', { 'x-forwarded-proto': 'https' }, 200, 'max-age=63072000'],
    ['serves callers without a proxy', 'loopback', {}, 200, null],
    ['ignores what others claim', false, { 'x-forwarded-proto': 'http' }, 200, null],
  ] as const)('%s', async (_, trusted, headers, status, hsts) => {
    const url = await serve(trusted, secured);
    const response = await fetch(`${url}/u/token?lang=fr`, { headers, redirect: 'manual' });
    expect([response.status, response.headers.get('strict-transport-security')]).toEqual([status, hsts]);
    const location = status === 308 ? `${url.replace('http:', 'https:')}/u/token?lang=fr` : null;
    expect(response.headers.get('location')).toBe(location);
  });
});

describe('hardenServer', () => {
  const never = (app: Express) => void app.post('/', (request) => void request.resume());
  const open = async (url: string, text: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const answer = { text: '', isClosed: false };
    socket.on('data', (piece) => (answer.text += String(piece)));
    socket.on('error', () => undefined);
    socket.on('close', () => (answer.isClosed = true));
    await once(socket, 'connect');
    socket.write(text);
    return answer;
  };

  it('ends a request whose body never ends', async () => {
    const url = await serve(false, never, { HTTP_REQUEST_TIMEOUT_MS: 1_000 });
    const answer = await open(url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na');
    await eventually('it is ended', () => answer.isClosed, { timeoutMs: 45_000 });
    expect(answer.text).toMatch(/^HTTP\/1.1 408 /);
  }, 60_000);

  it('closes a connection whose body continues after the response', async () => {
    const url = await serve(false, (app) => void app.post('/', (_request, response) => void response.end('no')));
    const answer = await open(url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\na');
    await eventually('it is answered, then ended', () => answer.text.endsWith('no') && answer.isClosed, {
      timeoutMs: 20_000,
    });
  }, 30_000);

  it('closes connections above its bound', async () => {
    const url = await serve(false, never, { HTTP_MAX_CONNECTIONS: 2 });
    const answers = [await open(url, ''), await open(url, ''), await open(url, '')];
    await eventually('one is closed', () => answers.filter(({ isClosed }) => isClosed).length === 1);
  });
});
