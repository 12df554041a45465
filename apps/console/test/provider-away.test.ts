import { eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { Browser, codeOf } from './browser';

describe('a console whose provider is down', () => {
  let bed: Bed;
  beforeAll(async () => (bed = await Bed.make({ SERVICE_SILENCE_MS: '500', PROMETHEUS_URL: undefined }, 2)));
  afterAll(() => bed.close());

  it('renews a token before it expires, once for many requests, and never forwards an expired one', async () => {
    const { browser } = await bed.signIn('ada');
    const tokens = () =>
      bed.service.received.filter(({ url }) => url === '/v1/now').map(({ headers }) => String(headers.authorization));
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => bed.api(browser, '/campaign/v1/now')));
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    }
    expect(new Set(tokens()).size).toBeGreaterThan(1);
  });

  it('reports a service that is down or silent, without claiming a result', async () => {
    const { browser } = await bed.signIn('ada');
    bed.service.on('/v1/silent', () => undefined);
    const silent = await bed.api(browser, '/campaign/v1/silent');
    expect([silent.status, codeOf(silent)]).toEqual([504, 'service-silent']);
    bed.service.on('/v1/gone', (request) => request.socket.destroy());
    const gone = await bed.api(browser, '/campaign/v1/gone');
    expect([gone.status, codeOf(gone)]).toEqual([503, 'service-away']);
  });

  it('reports that no Prometheus is configured', async () => {
    const { browser } = await bed.signIn('otto');
    expect(JSON.parse((await browser.ask(`${bed.console.url}/alerts`)).text)).toEqual({ items: null });
  });

  it('keeps sessions, explains why nobody can sign in, and recovers', async () => {
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
    await eventually('its health reports it, and is good', async () => {
      const health = await fetch(`${bed.console.url}/health/ready`);
      return health.status === 200 && (await health.text()).includes('does not respond');
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
