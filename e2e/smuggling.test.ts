// Requests that two readers of HTTP/1.1 read differently, sent to every service and to the console, alone and behind real reverse
// proxies that keep connections and share them. What is real: everything.
import { RawConnection, SMUGGLING_FORMS, type SmugglingForm, eventually } from '@stopsms/testing';
import { SERVICES } from '@stopsms/contracts';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the browser of the console's own tests, which no product code may use
import { Browser } from '../apps/console/test/browser';
import { REVERSE_PROXIES, type ReverseProxyName, startReverseProxy } from './reverse-proxies';
import { type OwnStack, openStack } from './stage';

jest.setTimeout(900_000);

interface Person {
  browser: Browser;
  csrf: string;
}
interface Answer<T = { id: string }> {
  status: number;
  body: T;
}
interface CampaignShown {
  id: string;
  state: string;
}

const CONTACTS = `phone;consent_at;consent_source;consent_wording
0639985701;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS
`;
/** An advertiser that nobody is to make: services without keys, as in development, would let anybody. */
const HIDDEN_BODY = JSON.stringify({
  name: 'Hidden',
  legalName: 'Hidden SAS',
  sender: 'Hidden',
  shortCode: '36198',
  country: 'FR',
});
const HIDDEN = `POST /v1/advertisers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${HIDDEN_BODY.length}\r\n\r\n${HIDDEN_BODY}`;

let own: OwnStack;
let home: string;
let campaignUrl: string;
let mine: string;
let paused: string;
let mark: Person;
let ada: Person;

beforeAll(async () => {
  own = await openStack({ env: { API_RATE_PER_SECOND: '10000' } });
  home = own.stack.console.url;
  campaignUrl = own.stack.services.campaign.url;
  const account = {
    name: 'Brulerie',
    legalName: 'Brulerie SAS',
    sender: 'Brulerie',
    shortCode: '36197',
    country: 'FR',
  };
  mine = (await ask(`${campaignUrl}/v1/advertisers`, account)).body.id;
  await fetch(`${own.stack.identityProvider.url}/people/mark/advertisers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([mine]),
  });
  [mark, ada] = [await signIn('mark'), await signIn('ada')];
  paused = await pausedCampaign(await signIn('otto'));
});
afterAll(() => own?.close());

async function ask<T = { id: string }>(
  url: string,
  body?: object | string,
  type = 'application/json',
): Promise<Answer<T>> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && {
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}

async function signIn(person: string): Promise<Person> {
  const browser = new Browser();
  const list = await browser.visit(`${home}/session/sign-in`);
  await browser.visit(list.url, { method: 'POST', body: new URLSearchParams({ person }) });
  const { text } = await browser.ask(`${home}/session`);
  return { browser, csrf: (JSON.parse(text) as { csrf: string }).csrf };
}

/** As a page of the console asks. */
async function through<T = { id: string }>(who: Person, path: string, body?: object, base = home): Promise<Answer<T>> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': who.csrf },
    body: JSON.stringify(body),
  };
  const { status, text } = await who.browser.ask(`${base}/api${path}`, init);
  return { status, body: JSON.parse(text) as T };
}

/** One that somebody of the platform paused, which no marketer may resume. */
async function pausedCampaign(operator: Person): Promise<string> {
  const { id: book } = (await ask(`${campaignUrl}/v1/address-books`, { advertiserId: mine, name: 'Clients' })).body;
  await ask(`${campaignUrl}/v1/address-books/${book}/contacts`, CONTACTS, 'text/csv');
  const plan = { advertiserId: mine, addressBookId: book, category: 'marketing', text: 'Brulerie : -20%. STOP 36197' };
  const { id } = (await ask(`${campaignUrl}/v1/campaigns`, { ...plan, sendAt: '2026-11-25T09:00:00Z' })).body;
  const started = await ask<CampaignShown>(`${campaignUrl}/v1/campaigns/${id}/start`, {});
  expect([started.status, started.body]).toMatchObject([expect.any(Number), { id }]);
  const stopped = await through<CampaignShown>(operator, `/campaign/v1/campaigns/${id}/pause`, {
    reason: 'letter of the regulator',
  });
  expect([stopped.status, stopped.body.state]).toEqual([200, 'paused']);
  return id;
}

const advertisers = async () =>
  (await ask<{ items: { name: string }[] }>(`${campaignUrl}/v1/advertisers`)).body.items.map(({ name }) => name);
const stateOf = async (id: string) => (await ask<CampaignShown>(`${campaignUrl}/v1/campaigns/${id}`)).body.state;

const linesOf = ({ browser, csrf }: Person) => [
  `Cookie: stopsms=${browser.cookie('stopsms')?.value}`,
  `X-CSRF-Token: ${csrf}`,
  'User-Agent: Test/1.0 (a browser)',
];

async function send(
  url: string,
  form: SmugglingForm,
  hidden: string,
  base = '',
  lines: string[] = [],
): Promise<RawConnection> {
  const connection = await RawConnection.open(url);
  const [post, get, gone] = ['check', 'imports/none', 'address-books/0194c1a2-0000-7000-8000-0000000000ff'].map(
    (each) => `${base}/v1/${each}`,
  );
  connection.write(form.octets({ host: new URL(url).host, lines, post: post!, get: get!, delete: gone!, hidden }));
  return connection;
}

/** Ada's page asks for two things in turn, and each answer is that of its question. */
async function adaLooks(base: string, times = 2): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const one = await through<CampaignShown>(ada, `/campaign/v1/campaigns/${paused}`, undefined, base);
    expect([one.status, one.body.id]).toEqual([200, paused]);
    const other = await through<{ id: string; name: string }>(ada, `/campaign/v1/advertisers/${mine}`, undefined, base);
    expect([other.status, other.body.id]).toEqual([200, mine]);
  }
}

describe.each(SERVICES)('%s', (service) => {
  test.each(SMUGGLING_FORMS.map((form) => [form.name, form] as const))(
    'takes %s for what it is, or not at all',
    async (_, form) => {
      const connection = await send(own.stack.services[service].url, form, HIDDEN);
      if (form.is === 'refused') {
        await connection.ended();
        expect(connection.answers.length).toBeLessThanOrEqual(1);
        for (const { status } of connection.answers)
          expect([status, status >= 400 && status < 500]).toEqual([status, true]);
        return;
      }
      // What comes next on the connection is read from its first octet.
      const own_ = form.is === 'pair' ? 2 : 1;
      await connection.answered(own_);
      connection.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      const answers = await connection.answered(own_ + 1);
      for (const { status } of answers) expect(status).toBeLessThan(500);
      if (!connection.isClosed) expect(answers.map(({ status }) => status).slice(own_)).toEqual([200]);
      connection.destroy();
    },
  );
});

test('no service has done what was hidden', async () => expect(await advertisers()).toEqual(['Brulerie']));

describe('a marketer who hides a request where a colleague is at work', () => {
  const resume = () =>
    `POST /v1/campaigns/${paused}/resume HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Pad: `;

  test('has nothing done under the colleague’s name, and only what the colleague does is on record', async () => {
    const refused = await through(mark, `/campaign/v1/campaigns/${paused}/resume`, {});
    expect(refused.status).toBe(403);
    for (const form of SMUGGLING_FORMS) {
      const connections = await Promise.all(
        [HIDDEN, resume()].map((hidden) => send(home, form, hidden, '/api/campaign', linesOf(mark))),
      );
      await adaLooks(home, 4);
      for (const each of connections) each.destroy();
    }
    expect([await stateOf(paused), await advertisers()]).toEqual(['paused', ['Brulerie']]);
    const done = await through(ada, `/campaign/v1/campaigns/${paused}/resume`, { reason: 'the regulator agrees' });
    expect(done.status).toBe(200);
    const resumed = await eventually('it is on record', async () => {
      const { body } = await ask<{
        items: { operation: string; who: { subject?: string }; result: { status: number } | null }[];
      }>(`${own.stack.services.compliance.url}/v1/audit?resource=${paused}&kind=act`);
      const found = body.items.filter(({ operation }) => operation.includes('resume'));
      return found.length >= 2 && found.every(({ result }) => result) && found;
    });
    expect(resumed.map(({ who, result }) => `${who.subject} ${result?.status}`).sort()).toEqual([
      'ada 200',
      'mark 403',
    ]);
    const again = await through<CampaignShown>(ada, `/campaign/v1/campaigns/${paused}/pause`, {
      reason: 'for the next test',
    });
    expect(again.body.state).toBe('paused');
  });

  test.each(REVERSE_PROXIES)('nor behind %s, which keeps its connections and shares them', async (name) => {
    const proxy = await startReverseProxy(name, [home, campaignUrl]);
    if (!proxy) return leftOut(name);
    const [door = '', service = ''] = proxy.urls;
    try {
      for (const form of SMUGGLING_FORMS) {
        const connections = [
          ...(await Promise.all(
            [HIDDEN, resume()].map((hidden) => send(door, form, hidden, '/api/campaign', linesOf(mark))),
          )),
          // Whole, it would be one that its sender makes.
          await send(service, form, resume()),
        ];
        await adaLooks(door, 3);
        for (const id of [paused, mine]) {
          const path = id === mine ? 'advertisers' : 'campaigns';
          expect((await ask(`${service}/v1/${path}/${id}`)).body.id).toBe(id);
        }
        for (const each of connections) each.destroy();
      }
      expect([await stateOf(paused), await advertisers()]).toEqual(['paused', ['Brulerie']]);
    } finally {
      await proxy.stop();
    }
  });
});

function leftOut(name: ReverseProxyName): void {
  console.info(`Reverse proxies: ${name} is not installed (Debian: ${name}), so this did not run`);
}
