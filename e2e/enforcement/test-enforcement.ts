import type { RunningStack } from '@stopsms/local-stack';
import { inbox, reply } from '@stopsms/story';
import { eventually } from '@stopsms/testing';

interface Message {
  id: string;
  state: string;
  code?: string;
}

const CODE = '36197';
const ACCOUNT = { name: 'Sauteur', legalName: 'Sauteur SAS', sender: 'Sauteur', shortCode: CODE, country: 'FR' };
/** Nobody there ever consented. */
const HANDSET = '+33639989931';
const [FIRST, SECOND] = [`Sauteur : -20% aujourd'hui. STOP ${CODE}`, `Sauteur : -40% demain. STOP ${CODE}`];

/** An advertiser that starts under observe, from its handsets' side. */
export function testEnforcement(stackOf: () => RunningStack): void {
  test('observe sends an advert without consent, and none after a STOP', async () => {
    const { campaign, compliance } = stackOf().services;
    const { id: advertiserId } = await post<{ id: string }>(`${campaign.url}/v1/advertisers`, ACCOUNT);
    const level = { level: 'observe', by: 'e2e', reason: 'first day beside the present system' };
    await post(`${campaign.url}/v1/advertisers/${advertiserId}/enforcement`, level);
    const observed = () =>
      get<{ enforcement: { level: string } }>(`${compliance.url}/v1/advertisers/${advertiserId}/observed`);
    await eventually('compliance knows the level', async () => (await observed()).enforcement.level === 'observe');

    const send = async (text: string): Promise<Message> => {
      const sms = { advertiserId, category: 'marketing', to: HANDSET, text };
      const { id } = await post<Message>(`${campaign.url}/v1/messages`, sms);
      return eventually('the message has an outcome', async () => {
        const message = await get<Message>(`${campaign.url}/v1/messages/${id}`);
        return ['refused', 'submitted', 'delivered', 'blocked'].includes(message.state) && message;
      });
    };
    const texts = async () => (await inbox(stackOf(), HANDSET)).map(({ text }) => text);
    expect((await send(FIRST)).state).toMatch(/submitted|delivered/);
    await eventually('the advert is on the handset', async () => (await texts()).includes(FIRST));
    await reply(stackOf(), HANDSET, CODE, 'STOP');
    await eventually('the STOP is confirmed', async () => (await texts()).length === 2);
    const second = await send(SECOND);
    expect(second).toMatchObject({ code: 'OPTED_OUT' });
    // A dispatcher knows the STOP before compliance: what it blocks was cleared, and observed, before.
    const messages = second.state === 'blocked' ? 2 : 1;
    expect(await texts()).toEqual([FIRST, expect.stringContaining("c'est noté")]);
    expect(await observed()).toMatchObject({
      days: expect.arrayContaining([
        expect.objectContaining({ reasons: [{ code: 'CONSENT_MISSING', verdict: 'refused', messages }] }),
      ]),
    });
  });
}

async function answerOf<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
const get = async <T>(url: string): Promise<T> => answerOf<T>(await fetch(url));
const post = async <T>(url: string, body: object): Promise<T> =>
  answerOf<T>(
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );
