import { randomBytes, randomUUID } from 'node:crypto';
import { Bed, type Session } from './bed';
import { Browser, codeOf } from './browser';

let bed: Bed;
let ada: { browser: Browser; session: Session };

beforeAll(async () => {
  bed = await Bed.make();
  ada = await bed.signIn('ada');
});
afterAll(() => bed.close());

describe('a session', () => {
  it('ends when another browser uses its cookie, and says so', async () => {
    const { browser } = await bed.signIn('ada');
    const stolen = await browser.stolenBy('Thief/1.0').ask(`${bed.console.url}/session`);
    expect([stolen.status, codeOf(stolen)]).toEqual([401, 'session-elsewhere']);
    const owner = await browser.ask(`${bed.console.url}/session`);
    expect([owner.status, codeOf(owner)]).toEqual([401, 'not-signed-in']);
  });

  test.each([
    ['after so many hours, however busy', `sess = jsonb_set(sess::jsonb, '{endsAt}', '1')::json`],
    ['after so many minutes without a request', `expire = now() AT TIME ZONE 'UTC' - interval '1 day'`],
  ])('ends %s', async (_, change) => {
    const { browser } = await bed.signIn('rita');
    await bed.age(`${change} WHERE sess ->> 'subject' = 'rita'`);
    const answer = await bed.api(browser, '/campaign/v1/campaigns');
    expect([answer.status, codeOf(answer)]).toEqual([401, 'not-signed-in']);
    expect((await bed.signIn('rita', browser)).session.roles).toEqual(['reviewer']);
  });

  it('is not found for an invented cookie', async () => {
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
    const answer = await bed.post(ada.browser, '/campaign/v1/forged', headers());
    expect([answer.status, codeOf(answer)]).toEqual([403, 'csrf-token-wrong']);
    expect(bed.service.received.filter(({ url }) => url === '/v1/forged')).toEqual([]);
  });

  it('has the advertisers of a marketer as the provider reports them', async () => {
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
