import { request as rawRequest } from 'node:http';
import { Bed } from './bed';
import { Browser } from './browser';

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

  /** Sends a request as the proxy does. */
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

  it('sets cookies for TLS and this host only, and enforces TLS with HSTS', async () => {
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

  it('makes clients that sign in too often wait', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => proxied('/session/sign-in')));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  });

  it('reports its health to internal callers only', async () => {
    expect((await proxied('/health/ready')).status).toBe(404);
    expect((await fetch(`${bed.console.url}/health/ready`)).status).toBe(200);
  });
});
