import { randomBytes, randomUUID } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { eventually } from '@stopsms/testing';
import { Bed, type Session } from './bed';
import { Browser, type Page } from './browser';

const codeOf = ({ text }: Page): unknown => (JSON.parse(text) as { code?: unknown }).code;

describe('the console', () => {
  let bed: Bed;
  let ada: { browser: Browser; session: Session };

  beforeAll(async () => {
    bed = await Bed.make();
    ada = await bed.signIn('ada');
  });
  afterAll(() => bed.close());

  const here = (): string => new URL(bed.console.url).port;
  /** What changes something, as the pages ask for it. */
  const post = (path: string, headers: Record<string, string>, body = '{}') =>
    bed.api(ada.browser, path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  describe('signing in', () => {
    test.each([
      ['ada', ['admin']],
      ['otto', ['operator']],
      ['rita', ['reviewer']],
      ['aude', ['auditor']],
      ['mark', ['marketer']],
    ])('makes %s known with the roles %j', async (person, roles) => {
      const { session } = await bed.signIn(person);
      expect(session).toMatchObject({ name: expect.stringMatching(new RegExp(person, 'i')), roles, advertisers: [] });
    });

    it('leads to the page that was wanted, and only to one of ours', async () => {
      for (const [wanted, reached] of [
        ['/campaigns/1?tab=replies', '/campaigns/1?tab=replies'],
        ['//elsewhere.example/', '/'],
        ['https://elsewhere.example/', '/'],
      ] as const) {
        const browser = new Browser();
        const { url, status } = await bed.choose(browser, await bed.begin(browser, wanted), 'ada');
        expect([url.origin, url.pathname + url.search, status]).toEqual([bed.console.url, reached, 200]);
      }
    });

    it('keeps the session from scripts and other sites, and tells the browser no token', async () => {
      const { browser, session } = await bed.signIn('ada');
      expect(browser.cookie('stopsms')?.attributes).toMatch(/HttpOnly.*SameSite=Strict/);
      const told = JSON.stringify([session, browser.cookies.filter(({ name }) => !name.startsWith('_'))]);
      expect(told).not.toContain('eyJ');
    });

    it('gives each sign-in a session of its own, whatever cookie was there', async () => {
      const { browser } = await bed.signIn('ada');
      const before = browser.cookie('stopsms')?.value;
      await bed.signIn('ada', browser);
      expect(browser.cookie('stopsms')?.value).not.toBe(before);
      const old = new Browser();
      old.cookies = [{ name: 'stopsms', value: before ?? '', path: '/', attributes: '' }];
      expect((await old.ask(`${bed.console.url}/session`)).status).toBe(401);
    });

    const spoil = async (change: (callback: URL, browser: Browser) => void): Promise<Page> => {
      const browser = new Browser();
      const { url } = await bed.choose(
        browser,
        await bed.begin(browser),
        'ada',
        (next) => next.pathname === '/session/callback',
      );
      change(url, browser);
      const page = await browser.visit(url);
      expect((await browser.ask(`${bed.console.url}/session`)).status).toBe(401);
      return page;
    };

    test.each<[string, (callback: URL, browser: Browser) => void]>([
      ['another state', (url) => url.searchParams.set('state', randomUUID())],
      ['no state', (url) => url.searchParams.delete('state')],
      ['another code', (url) => url.searchParams.set('code', randomUUID())],
      ['another issuer', (url) => url.searchParams.set('iss', 'https://elsewhere.example')],
      ['an error', (url) => (url.search = `?error=access_denied&state=${url.searchParams.get('state')}`)],
      ['the cookie of nobody', (_, browser) => (browser.cookies = [])],
      [
        'a cookie that was changed',
        (_, browser) =>
          browser.cookies.forEach(
            // Not at its end, where base64 has bits that nobody reads.
            (cookie) => (cookie.value = cookie.value.replace(/(?<=^.{20})./, (one) => (one === 'A' ? 'B' : 'A'))),
          ),
      ],
    ])('is refused in words with %s', async (_, change) => {
      const { status, text } = await spoil(change);
      expect([status, text]).toEqual([400, expect.stringContaining('Réessayer')]);
    });

    it('is refused to one browser with the code of another: state, nonce and verifier are not its own', async () => {
      const thief = new Browser();
      await bed.begin(thief);
      const mine = thief.cookie('stopsms-sign-in');
      const { status } = await spoil((_, browser) => {
        browser.cookies = mine ? [mine] : [];
      });
      expect(status).toBe(400);
    });

    it('is refused where the provider answers to another nonce, and all else is right', async () => {
      const browser = new Browser();
      const { url } = await browser.visit(`${bed.console.url}/session/sign-in`, {}, (next) => next.port !== here());
      url.searchParams.set('nonce', randomUUID());
      const { status, text } = await bed.choose(browser, await browser.visit(url), 'ada');
      expect([status, text]).toEqual([400, expect.stringContaining('Réessayer')]);
    });

    it('ends with a sign-out that the provider hears of', async () => {
      const { browser, session } = await bed.signIn('rita');
      const init = { method: 'POST', headers: { 'x-csrf-token': session.csrf } };
      const { text } = await browser.ask(`${bed.console.url}/session/sign-out`, init);
      const { url } = JSON.parse(text) as { url: string };
      expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${bed.console.url}/`);
      expect((await browser.ask(`${bed.console.url}/session`)).status).toBe(401);
      const form = await browser.visit(url);
      const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(form.text) ?? [];
      const body = new URLSearchParams({ xsrf, logout: 'yes' });
      const home = await browser.visit(`${bed.provider.url}/session/end/confirm`, { method: 'POST', body });
      expect(home.url.href).toBe(`${bed.console.url}/`);
      // Whoever signs in next is asked who they are.
      expect((await bed.begin(browser)).url.pathname).toMatch(/^\/sign-in\//);
    });
  });

  describe('a session', () => {
    it('is ended when its cookie is used by another browser, and says so', async () => {
      const { browser } = await bed.signIn('ada');
      const stolen = await browser.stolenBy('Thief/1.0').ask(`${bed.console.url}/session`);
      expect([stolen.status, codeOf(stolen)]).toEqual([401, 'session-elsewhere']);
      const owner = await browser.ask(`${bed.console.url}/session`);
      expect([owner.status, codeOf(owner)]).toEqual([401, 'not-signed-in']);
    });

    test.each([
      ['after so many hours, however busy', `sess = jsonb_set(sess::jsonb, '{endsAt}', '1')::json`],
      ['after so many minutes without a request', `expire = now() AT TIME ZONE 'UTC' - interval '1 day'`],
    ])('is over %s', async (_, change) => {
      const { browser } = await bed.signIn('rita');
      await bed.age(`${change} WHERE sess ->> 'subject' = 'rita'`);
      const answer = await bed.api(browser, '/campaign/v1/campaigns');
      expect([answer.status, codeOf(answer)]).toEqual([401, 'not-signed-in']);
      expect((await bed.signIn('rita', browser)).session.roles).toEqual(['reviewer']);
    });

    it('is nobody’s with a cookie that was made up', async () => {
      const browser = new Browser();
      browser.cookies = [{ name: 'stopsms', value: `s%3A${randomUUID()}.${randomUUID()}`, path: '/', attributes: '' }];
      const answer = await bed.api(browser, '/campaign/v1/campaigns');
      expect([answer.status, codeOf(answer)]).toEqual([401, 'not-signed-in']);
    });

    test.each<[string, () => Record<string, string>]>([
      ['without a token', () => ({})],
      ['with another token', () => ({ 'x-csrf-token': randomBytes(32).toString('base64url') })],
      ['from a page elsewhere', () => ({ 'x-csrf-token': ada.session.csrf, origin: 'https://elsewhere.example' })],
      ['from a page of no address', () => ({ 'x-csrf-token': ada.session.csrf, origin: 'null' })],
    ])('changes nothing %s', async (_, headers) => {
      const answer = await post('/campaign/v1/forged', headers());
      expect([answer.status, codeOf(answer)]).toEqual([403, 'csrf-token-wrong']);
      expect(bed.service.heard.filter(({ url }) => url === '/v1/forged')).toEqual([]);
    });

    it('knows the advertisers of a marketer as the provider gives them', async () => {
      const advertisers = [randomUUID()];
      const given = await fetch(`${bed.provider.url}/people/mark/advertisers`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(advertisers),
      });
      expect(given.status).toBe(200);
      expect((await bed.signIn('mark')).session).toMatchObject({ roles: ['marketer'], advertisers });
    });
  });

  describe('what is asked of services', () => {
    it('goes on with the person’s token, and without what is between browser and console', async () => {
      const { status, text } = await post('/campaign/v1/campaigns?limit=5', {
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

    it('is answered as the service answers, refusals too, and nothing of it can act as a page', async () => {
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
    ])('is nothing at %s', async (path) => {
      const before = bed.service.heard.length;
      const answer = await bed.api(ada.browser, path);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'no-such-route']);
      expect(bed.service.heard.length).toBe(before);
    });

    /** On a connection of its own, with any headers. */
    const raw = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const cookie = `stopsms=${ada.browser.cookie('stopsms')?.value}`;
        const sent = rawRequest(`${bed.console.url}${path}`, { agent: false, headers: { cookie, ...headers } });
        sent.once('response', (response) => resolve(response.resume().statusCode));
        sent.once('upgrade', () => resolve(101));
        sent.once('error', reject).end();
      });

    it('is refused with headers beyond 16 kB', async () => {
      expect(await raw('/api/campaign/v1/campaigns', { 'x-long': 'a'.repeat(20_000) })).toBe(431);
    });

    it('is never turned into another protocol', async () => {
      const key = { 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
      expect(await raw('/api/campaign/v1/campaigns', { connection: 'Upgrade', upgrade: 'websocket', ...key })).toBe(
        400,
      );
    });

    it('streams: an event arrives while the service goes on, and its end is told both ways', async () => {
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
      await eventually('the service hears that the page was closed', () => closed);
    });

    it('takes a body of any size as fast as the service reads it, and no faster', async () => {
      const [piece, pieces] = [Buffer.alloc(64 * 1024, 'a'), 2_048];
      let [taken, release]: [number, () => void] = [0, () => undefined];
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
        return sent > 0 && sent === before;
      });
      expect(sent).toBeLessThan(pieces / 2);
      release();
      expect((await answer).text).toBe(String(piece.length * pieces));
    });

    it('breaks off in the service where the browser is closed half way', async () => {
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
      await eventually('the service hears of it', () => isWhole === false);
    });

    it('breaks off in the browser where it breaks off in the service', async () => {
      bed.service.on('/v1/broken', (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' });
        response.write('a;b\n', () => response.destroy());
      });
      await expect(bed.api(ada.browser, '/campaign/v1/broken')).rejects.toThrow();
    });
  });

  describe('its pages', () => {
    test.each(['/', '/campaigns/1', '/books?q=x'])(
      'are one page at %s, fresh each time and without inline scripts',
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

    it('are not at addresses of programs, where nothing is', async () => {
      for (const path of ['/api/none', '/session/none', '/assets/none.js']) {
        const answer = await new Browser().ask(`${bed.console.url}${path}`, { headers: { accept: 'text/html' } });
        expect([path, [401, 404].includes(answer.status)]).toEqual([path, true]);
      }
    });
  });
});

describe('a console whose provider goes away', () => {
  let bed: Bed;
  beforeAll(async () => (bed = await Bed.make({ SERVICE_SILENCE_MS: '500', PROMETHEUS_URL: undefined }, 2)));
  afterAll(() => bed.close());

  it('renews a token before it ends, once for many requests, and never passes on one that is over', async () => {
    const { browser } = await bed.signIn('ada');
    const tokens = () =>
      bed.service.heard.filter(({ url }) => url === '/v1/now').map(({ headers }) => String(headers.authorization));
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => bed.api(browser, '/campaign/v1/now')));
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    }
    expect(new Set(tokens()).size).toBeGreaterThan(1);
  });

  it('tells that a service is away, or says nothing, without a claim of what was done', async () => {
    const { browser } = await bed.signIn('ada');
    bed.service.on('/v1/silent', () => undefined);
    const silent = await bed.api(browser, '/campaign/v1/silent');
    expect([silent.status, codeOf(silent)]).toEqual([504, 'service-silent']);
    bed.service.on('/v1/gone', (request) => request.socket.destroy());
    const gone = await bed.api(browser, '/campaign/v1/gone');
    expect([gone.status, codeOf(gone)]).toEqual([503, 'service-away']);
  });

  it('says that nobody told it what watches the platform', async () => {
    const { browser } = await bed.signIn('otto');
    expect(JSON.parse((await browser.ask(`${bed.console.url}/alerts`)).text)).toEqual({ items: null });
  });

  it('keeps whoever is signed in, says in words why nobody else can, and goes on when it is back', async () => {
    const { browser } = await bed.signIn('ada');
    await bed.provider.kill();
    await eventually('no browser is sent to where nothing answers', async () => {
      const { status } = await new Browser().ask(`${bed.console.url}/session/sign-in`);
      return status === 503;
    });
    const away = await eventually('the token is over and cannot be renewed', async () => {
      const answer = await bed.api(browser, '/campaign/v1/now');
      return answer.status === 503 && answer;
    });
    expect(codeOf(away)).toBe('provider-away');
    const page = await new Browser().visit(`${bed.console.url}/session/sign-in`, {
      headers: { 'accept-language': 'en' },
    });
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('Nobody can sign in at the moment')]);
    await eventually('its health tells it, and is good', async () => {
      const health = await fetch(`${bed.console.url}/health/ready`);
      return health.status === 200 && (await health.text()).includes('does not answer');
    });

    await bed.provider.restart();
    // It keeps refresh tokens in memory alone: what it does not know any more is refused, and the session ends.
    const over = await eventually('the provider is asked again', async () => {
      const answer = await bed.api(browser, '/campaign/v1/now');
      return answer.status === 401 && answer;
    });
    expect(codeOf(over)).toBe('not-signed-in');
    expect((await bed.signIn('ada', browser)).session.roles).toEqual(['admin']);
  });
});

describe('a console in production mode, behind a proxy that ends TLS', () => {
  const name = 'console.example';
  let bed: Bed;
  beforeAll(async () => {
    bed = await Bed.make({
      STOPSMS_MODE: 'production',
      CONSOLE_URL: `https://${name}`,
      ALLOW_PLAIN_OIDC: 'true',
      ALLOW_PLAIN_POSTGRES: 'true',
      SIGN_INS_PER_SECOND: '2',
    });
  });
  afterAll(() => bed.close());

  /** As the proxy asks. */
  const proxied = (path: string, headers: Record<string, string> = { 'x-forwarded-proto': 'https' }) =>
    new Promise<{ status: number | undefined; headers: Record<string, string | string[] | undefined> }>(
      (resolve, reject) => {
        const sent = rawRequest(`${bed.console.url}${path}`, { agent: false, headers: { host: name, ...headers } });
        sent.once('response', (answer) => resolve({ status: answer.resume().statusCode, headers: answer.headers }));
        sent.once('error', reject).end();
      },
    );
  const cookiesOf = ({ headers }: { headers: Record<string, unknown> }): string[] =>
    (headers['set-cookie'] ?? []) as string[];

  it('gives cookies that leave by TLS alone, to this host alone, and holds browsers to TLS', async () => {
    const begun = await proxied('/session/sign-in');
    const [pending = ''] = cookiesOf(begun);
    expect(pending).toMatch(/^__Host-stopsms-sign-in=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
    expect(begun.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    const browser = new Browser();
    const list = await browser.visit(String(begun.headers['location']));
    const { url } = await bed.choose(browser, list, 'ada', (next) => next.host === name);
    const cookie = pending.split(';')[0] ?? '';

    const withoutTls = await proxied(url.pathname + url.search, { cookie });
    expect([withoutTls.status, cookiesOf(withoutTls)]).toEqual([400, []]);
    const back = await proxied(url.pathname + url.search, { cookie, 'x-forwarded-proto': 'https' });
    expect([back.status, back.headers['location']]).toEqual([303, '/']);
    const session = cookiesOf(back).find((each) => each.startsWith('__Host-stopsms='));
    expect(session).toMatch(/; Path=\/;.*HttpOnly; Secure; SameSite=Strict$/);
  });

  it('asks whoever signs in too often to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => proxied('/session/sign-in')));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  });

  it('answers for its health inside alone', async () => {
    expect((await proxied('/health/ready')).status).toBe(404);
    expect((await fetch(`${bed.console.url}/health/ready`)).status).toBe(200);
  });
});
