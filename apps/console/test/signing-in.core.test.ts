import { randomUUID } from 'node:crypto';
import { Bed } from './bed';
import { Browser, type Page } from './browser';

describe('signing in', () => {
  let bed: Bed;
  beforeAll(async () => (bed = await Bed.make()));
  afterAll(() => bed.close());

  const here = (): string => new URL(bed.console.url).port;

  test.each([
    ['ada', ['admin']],
    ['otto', ['operator']],
    ['rita', ['reviewer']],
    ['aude', ['auditor']],
    ['mark', ['marketer']],
  ])('reports %s with the roles %j', async (person, roles) => {
    const { session } = await bed.signIn(person);
    expect(session).toMatchObject({
      id: person,
      name: expect.stringMatching(new RegExp(person, 'i')),
      roles,
      advertisers: [],
    });
  });

  it('leads to the requested page, and only to one of ours', async () => {
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

  it('hides the session from scripts and other sites, and sends the browser no token', async () => {
    const { browser, session } = await bed.signIn('ada');
    expect(browser.cookie('stopsms')?.attributes).toMatch(/HttpOnly.*SameSite=Strict/);
    const sent = JSON.stringify([session, browser.cookies.filter(({ name }) => !name.startsWith('_'))]);
    expect(sent).not.toContain('eyJ');
  });

  it('gives each sign-in its own session, whatever cookie was present', async () => {
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
  ])('is refused with an explanation for %s', async (_, change) => {
    const { status, text } = await spoil(change);
    expect([status, text]).toEqual([400, expect.stringContaining('Réessayer')]);
  });

  it('is refused to a browser with the code of another: state, nonce and verifier differ', async () => {
    const thief = new Browser();
    await bed.begin(thief);
    const mine = thief.cookie('stopsms-sign-in');
    const { status } = await spoil((_, browser) => {
      browser.cookies = mine ? [mine] : [];
    });
    expect(status).toBe(400);
  });

  it('is refused if only the nonce of the provider’s response differs', async () => {
    const browser = new Browser();
    const { url } = await browser.visit(`${bed.console.url}/session/sign-in`, {}, (next) => next.port !== here());
    url.searchParams.set('nonce', randomUUID());
    const { status, text } = await bed.choose(browser, await browser.visit(url), 'ada');
    expect([status, text]).toEqual([400, expect.stringContaining('Réessayer')]);
  });

  it('requires a new sign-in after a sign-out, even if the provider remembers the person', async () => {
    const { browser } = await bed.signIn('mark');
    const silent = await browser.visit(`${bed.console.url}/session/sign-in?returnTo=/`);
    expect(silent.url.href).toBe(`${bed.console.url}/`);
    const asked = await browser.visit(`${bed.console.url}/session/sign-in?returnTo=/&fresh=true`);
    expect([asked.url.port, asked.url.pathname]).toEqual([
      new URL(bed.provider.url).port,
      expect.stringMatching(/^\/sign-in\//),
    ]);
  });

  it('ends with a sign-out that reaches the provider', async () => {
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
