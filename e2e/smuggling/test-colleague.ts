import { SMUGGLING_FORMS, eventually } from '@stopsms/testing';
import type { Product } from '../product';
import { type CampaignShown, type Person, ask, signIn, through } from './asking';
import { everyAdvertiser } from './every-advertiser';
import { REVERSE_PROXIES, type ReverseProxyName, startReverseProxy } from './reverse-proxies';
import { HIDDEN, sendForm } from './send-form';

const CONTACTS = `phone;consent_at;consent_source;consent_wording
0639989751;2026-10-02T09:30:00+02:00;boutique;Oui aux offres par SMS
`;

/** A marketer hides requests in connections to the console that a colleague shares. */
export function testColleague(of: () => Product): void {
  let home: string;
  let campaignUrl: string;
  let mine: string;
  let paused: string;
  let before: string[];
  let mark: Person;
  let ada: Person;

  beforeAll(async () => {
    const { stack } = of();
    home = stack.console.url;
    campaignUrl = stack.services.campaign.url;
    const name = 'Filature';
    const account = { name, legalName: `${name} SAS`, sender: name, shortCode: '36193', country: 'FR' };
    mine = (await ask(`${campaignUrl}/v1/advertisers`, account)).body.id;
    before = await everyAdvertiser(stack);
    await fetch(`${stack.identityProvider.url}/people/mark/advertisers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([mine]),
    });
    [mark, ada] = [await signIn(home, 'mark'), await signIn(home, 'ada')];
    paused = await pausedCampaign(await signIn(home, 'otto'));
  });

  const resume = () =>
    `POST /v1/campaigns/${paused}/resume HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nX-Pad: `;

  test('executes nothing under the colleague’s name, and records only the colleague’s actions', async () => {
    const refused = await through(home, mark, `/campaign/v1/campaigns/${paused}/resume`, {});
    expect(refused.status).toBe(403);
    for (const form of SMUGGLING_FORMS) {
      const connections = await Promise.all(
        [HIDDEN, resume()].map((hidden) => sendForm(home, form, hidden, '/api/campaign', linesOf(mark))),
      );
      await adaLooks(home, 4);
      for (const each of connections) each.destroy();
    }
    expect([await stateOf(paused), await everyAdvertiser(of().stack)]).toEqual(['paused', before]);
    const done = await through(home, ada, `/campaign/v1/campaigns/${paused}/resume`, {
      reason: 'the regulator agrees',
    });
    expect(done.status).toBe(200);
    const resumed = await eventually('it is on record', async () => {
      const { body } = await ask<{
        items: { operation: string; who: { subject?: string }; result: { status: number } | null }[];
      }>(`${of().stack.services.compliance.url}/v1/audit?resource=${paused}&kind=act`);
      const found = body.items.filter(({ operation }) => operation.includes('resume'));
      return found.length >= 2 && found.every(({ result }) => result) && found;
    });
    expect(resumed.map(({ who, result }) => `${who.subject} ${result?.status}`).sort()).toEqual([
      'ada 200',
      'mark 403',
    ]);
    const again = await through<CampaignShown>(home, ada, `/campaign/v1/campaigns/${paused}/pause`, {
      reason: 'for the next test',
    });
    expect(again.body.state).toBe('paused');
  });

  test.each(REVERSE_PROXIES)('executes nothing behind %s, which keeps and shares its connections', async (name) => {
    const proxy = await startReverseProxy(name, [home, campaignUrl]);
    if (!proxy) return leftOut(name);
    const [door = '', service = ''] = proxy.urls;
    try {
      for (const form of SMUGGLING_FORMS) {
        const connections = [
          ...(await Promise.all(
            [HIDDEN, resume()].map((hidden) => sendForm(door, form, hidden, '/api/campaign', linesOf(mark))),
          )),
          // Whole, it would be one that its sender makes.
          await sendForm(service, form, resume()),
        ];
        await adaLooks(door, 3);
        for (const id of [paused, mine]) {
          const path = id === mine ? 'advertisers' : 'campaigns';
          expect((await ask(`${service}/v1/${path}/${id}`)).body.id).toBe(id);
        }
        for (const each of connections) each.destroy();
      }
      expect([await stateOf(paused), await everyAdvertiser(of().stack)]).toEqual(['paused', before]);
    } finally {
      await proxy.stop();
    }
  });

  /** One that somebody of the platform paused, which no marketer may resume. */
  async function pausedCampaign(operator: Person): Promise<string> {
    const { id: book } = (await ask(`${campaignUrl}/v1/address-books`, { advertiserId: mine, name: 'Clients' })).body;
    await ask(`${campaignUrl}/v1/address-books/${book}/contacts`, CONTACTS, 'text/csv');
    const plan = {
      advertiserId: mine,
      addressBookId: book,
      category: 'marketing',
      text: 'Filature : -20%. STOP 36193',
    };
    const { id } = (await ask(`${campaignUrl}/v1/campaigns`, { ...plan, sendAt: '2026-11-25T09:00:00Z' })).body;
    const started = await ask<CampaignShown>(`${campaignUrl}/v1/campaigns/${id}/start`, {});
    expect([started.status, started.body]).toMatchObject([expect.any(Number), { id }]);
    const stopped = await through<CampaignShown>(home, operator, `/campaign/v1/campaigns/${id}/pause`, {
      reason: 'letter of the regulator',
    });
    expect([stopped.status, stopped.body.state]).toEqual([200, 'paused']);
    return id;
  }

  const stateOf = async (id: string) => (await ask<CampaignShown>(`${campaignUrl}/v1/campaigns/${id}`)).body.state;

  /** Ada's page asks for two things in turn, and each answer is that of its question. */
  async function adaLooks(base: string, times = 2): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      const one = await through<CampaignShown>(base, ada, `/campaign/v1/campaigns/${paused}`);
      expect([one.status, one.body.id]).toEqual([200, paused]);
      const other = await through(base, ada, `/campaign/v1/advertisers/${mine}`);
      expect([other.status, other.body.id]).toEqual([200, mine]);
    }
  }
}

const linesOf = ({ browser, csrf }: Person) => [
  `Cookie: stopsms=${browser.cookie('stopsms')?.value}`,
  `X-CSRF-Token: ${csrf}`,
  'User-Agent: Test/1.0 (a browser)',
];

function leftOut(name: ReverseProxyName): void {
  console.info(`Reverse proxies: ${name} is not installed (Debian: ${name}), so this did not run`);
}
