import { type IncomingHttpHeaders, get, request as rawRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { eventually } from '@stopsms/testing';
import { Bed, type Session } from './bed';
import { Browser, codeOf } from './browser';

let bed: Bed;
let ada: { browser: Browser; session: Session };

beforeAll(async () => {
  bed = await Bed.make();
  ada = await bed.signIn('ada');
});
afterAll(() => bed.close());

describe('requests to services', () => {
  it('are forwarded with the person’s token, without headers between browser and console', async () => {
    const { status, text } = await bed.post(ada.browser, '/campaign/v1/campaigns?limit=5', {
      'x-csrf-token': ada.session.csrf,
      'idempotency-key': 'once',
      authorization: 'Bearer of-my-own',
      'x-forwarded-for': '8.8.8.8',
    });
    expect([status, JSON.parse(text)]).toEqual([200, { method: 'POST', url: '/v1/campaigns?limit=5' }]);
    const { headers } = bed.service.last('/v1/campaigns');
    const [, payload = ''] = (headers.authorization ?? '').split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: bed.provider.url,
      aud: 'stopsms',
      sub: 'ada',
      roles: ['admin'],
      advertisers: [],
    });
    expect(headers).toMatchObject({ 'idempotency-key': 'once', 'x-forwarded-for': '127.0.0.1' });
    expect(headers).toEqual(
      expect.not.objectContaining({ cookie: expect.anything(), 'x-csrf-token': expect.anything() }),
    );
  });

  it('return the response of the service, including refusals, and none can act as a page', async () => {
    bed.service.on('/v1/advertisers/of-another', (_request, response) => {
      response.writeHead(403, {
        'content-type': 'text/html',
        'set-cookie': 'stopsms=theirs',
        'access-control-allow-origin': '*',
      });
      response.end('<script>alert(1)</script>');
    });
    const { status, headers, text } = await bed.api(ada.browser, '/campaign/v1/advertisers/of-another');
    expect([status, text]).toEqual([403, '<script>alert(1)</script>']);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.getSetCookie().join()).not.toContain('theirs');
  });

  test.each([
    '/campaign/..%2f..',
    '/campaign/v1/..%2f..%2fmetrics',
    '/campaign/v1/%2e%2e%2fmetrics',
    '/campaign/v1/..%5c..',
    '/campaign/v1/%252e%252e/metrics',
    '/campaign/metrics',
    '/campaign/docs',
    '/elsewhere/v1/campaigns',
    '/__proto__/v1/campaigns',
    '/campaign/v1//campaigns',
  ])('are not found at %s', async (path) => {
    const before = bed.service.received.length;
    const answer = await bed.api(ada.browser, path);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'no-such-route']);
    expect(bed.service.received.length).toBe(before);
  });

  /** Sends a request with any headers on a new connection. */
  const raw = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const cookie = `stopsms=${ada.browser.cookie('stopsms')?.value}`;
      const sent = rawRequest(`${bed.console.url}${path}`, { agent: false, headers: { cookie, ...headers } });
      sent.once('response', (response) => resolve(response.resume().statusCode));
      sent.once('upgrade', () => resolve(101));
      sent.once('error', reject).end();
    });

  it('are refused with headers beyond 16 kB', async () => {
    expect(await raw('/api/campaign/v1/campaigns', { 'x-long': 'a'.repeat(20_000) })).toBe(431);
  });

  it('are never upgraded to another protocol', async () => {
    const key = { 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    expect(await raw('/api/campaign/v1/campaigns', { connection: 'Upgrade', upgrade: 'websocket', ...key })).toBe(400);
  });

  it('stream events while the service continues, and both sides see the end', async () => {
    let closed = false;
    let more: (text: string) => void = () => undefined;
    bed.service.on('/v1/progress', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      more = (text) => response.write(text);
      response.once('close', () => (closed = true));
    });
    const leave = new AbortController();
    const answer = await ada.browser.fetch(`${bed.console.url}/api/campaign/v1/progress`, { signal: leave.signal });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await next()).toBe('data: 1\n\n');
    more('data: 2\n\n');
    expect(await next()).toBe('data: 2\n\n');
    leave.abort();
    await eventually('the service notices that the page was closed', () => closed);
  });

  it('accept a body of any size at the speed of the service', async () => {
    const [piece, pieces] = [Buffer.alloc(64 * 1024, 'a'), 2_048];
    let taken = 0;
    let release: (() => void) | undefined;
    bed.service.on('/v1/import', (request, response) => {
      request.pause();
      release = () => request.on('data', (data: Buffer) => (taken += data.length)).resume();
      request.once('end', () => response.end(String(taken)));
    });
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent === pieces) return controller.close();
        sent += 1;
        controller.enqueue(piece);
      },
    });
    const headers = { 'x-csrf-token': ada.session.csrf, 'content-type': 'text/csv' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const answer = bed.api(ada.browser, '/campaign/v1/import', init);
    // Sockets and pipes of four processes hold some megabytes; then nothing moves until the service reads.
    let seen = -1;
    await eventually('nothing moves any more', () => {
      const before = seen;
      seen = sent;
      return release !== undefined && sent === before;
    });
    expect(sent).toBeLessThan(pieces / 2);
    release?.();
    expect((await answer).text).toBe(String(piece.length * pieces));
  });

  it('are aborted in the service when the browser disconnects', async () => {
    let [begun, isWhole]: [boolean, boolean | undefined] = [false, undefined];
    bed.service.on('/v1/import', (request) => {
      request.once('data', () => (begun = true)).resume();
      request.on('error', () => undefined).once('close', () => (isWhole = request.complete));
    });
    const leave = new AbortController();
    const body = new ReadableStream<Uint8Array>({ start: (given) => given.enqueue(Buffer.alloc(64 * 1024, 'a')) });
    const headers = { 'x-csrf-token': ada.session.csrf, 'content-type': 'text/csv' };
    const init = { method: 'POST', headers, body, duplex: 'half', signal: leave.signal } as RequestInit;
    const answer = bed.api(ada.browser, '/campaign/v1/import', init);
    await eventually('the service reads', () => begun);
    leave.abort();
    await expect(answer).rejects.toThrow();
    await eventually('the service notices it', () => isWhole === false);
  });

  it('are aborted in the browser when the service breaks off', async () => {
    bed.service.on('/v1/broken', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' });
      response.write('a;b\n', () => response.destroy());
    });
    await expect(bed.api(ada.browser, '/campaign/v1/broken')).rejects.toThrow();
  });
});

/** Returns the raw response: fetch would decompress it and normalize the path. */
const ask = (url: string, encoding: string) =>
  new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const { origin } = new URL(url);
    const { hostname, port } = new URL(origin);
    get({ hostname, port, path: url.slice(origin.length), headers: { 'accept-encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).once('error', reject);
  });

describe('pages of the console', () => {
  test.each(['/', '/campaigns/1', '/books?q=x'])(
    'are one page at %s, always fresh and without inline scripts',
    async (path) => {
      const { status, headers } = await new Browser().ask(`${bed.console.url}${path}`, {
        headers: { accept: 'text/html' },
      });
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none';script-src 'self';style-src 'self' 'nonce-[\w+/=]{20,}'/);
      expect(policy).not.toContain('unsafe');
    },
  );

  it('serve their code compressed on request, cached for a year', async () => {
    const page = await (await fetch(bed.console.url, { headers: { accept: 'text/html' } })).text();
    const code = `${bed.console.url}${/<script [^>]*src="([^"]+)"/.exec(page)?.[1]}`;
    const got = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (encoding) => {
        const { status, headers, ...answer } = await ask(code, encoding);
        expect({ status, kept: headers['cache-control'], by: headers['vary'] }).toEqual({
          status: 200,
          kept: 'public,max-age=31536000,immutable',
          by: 'Accept-Encoding',
        });
        expect(headers['content-encoding'] ?? 'identity').toBe(encoding);
        return answer.body;
      }),
    );
    const [br = Buffer.of(), gzip = Buffer.of(), plain = Buffer.of()] = got;
    expect(brotliDecompressSync(br).equals(plain)).toBe(true);
    expect(gunzipSync(gzip).equals(plain)).toBe(true);
    expect(br.length).toBeLessThan(plain.length / 2);
  });

  test.each([
    '/assets/index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/%2e%2e/console/src/main.js',
    '/assets/',
    '/assets/%00',
  ])('have no other file: %s', async (path) => {
    expect((await ask(`${bed.console.url}${path}`, 'br')).status).toBe(404);
  });

  it('are not served at API paths', async () => {
    for (const path of ['/api/none', '/session/none', '/assets/none.js']) {
      const answer = await new Browser().ask(`${bed.console.url}${path}`, { headers: { accept: 'text/html' } });
      expect([path, [401, 404].includes(answer.status)]).toEqual([path, true]);
    }
  });

  test.each([
    '/api/campaign/v1/now',
    '/session',
    '/alerts',
    '/nothing-of-ours',
    '/api/%',
    '/assets/%',
    '/health/ready',
  ])('are not cached at %s, and neither are responses to strangers', async (path) => {
    const answer = await fetch(bed.console.url + path, { headers: { accept: 'application/json' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
