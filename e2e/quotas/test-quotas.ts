import type { RunningStack } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { withWebhook } from './webhook-ear';

interface Message {
  id: string;
  state: string;
  code?: string;
}
interface Quotas {
  day: { limit: number; used: number };
}

const ACCOUNT = { name: 'Quota', legalName: 'Quota SAS', sender: 'Quota', shortCode: '36198', country: 'FR' };
const [AT_HOME, ABROAD] = ['+33639989920', '+32470123456'];
const TEXT = 'Quota : votre commande 70214 est prête.';

/** An advertiser with a quota, from its system's side: HTTP in, webhook out, with a key of its own. */
export function testQuotas(stackOf: () => RunningStack): void {
  test('limit what a key sends, notify by webhook, and cannot be changed by the key', () =>
    withWebhook(async (webhookUrl, received) => {
      const { campaign, compliance } = stackOf().services;
      const limits = { quotas: { messagesPerDay: 5 }, countries: ['FR'] };
      const made = await call<{ id: string }>('POST', `${campaign.url}/v1/advertisers`, {
        ...ACCOUNT,
        ...limits,
        webhookUrl,
      });
      const { id: advertiserId } = made.body;
      const advertiser = `${campaign.url}/v1/advertisers/${advertiserId}`;
      await call('POST', `${advertiser}/webhook-secrets`);
      const abroad = { country: 'BE', sender: ACCOUNT.sender, evidence: 'asked by the test', by: 'e2e' };
      expect(await call('POST', `${advertiser}/senders`, abroad)).toMatchObject({ status: 201 });
      const { key } = (await call<{ key: string }>('POST', `${advertiser}/keys`, { name: 'shop' })).body;
      const used = () => call<Quotas>('GET', `${compliance.url}/v1/advertisers/${advertiserId}/quotas`, undefined, key);
      await eventually('the key is known', async () => (await used()).status === 200);
      expect((await call('PATCH', advertiser, { quotas: { messagesPerDay: 1_000 } }, key)).status).toBe(403);

      const send = async (to: string): Promise<Message> => {
        const sms = { advertiserId, category: 'informative', to, text: TEXT };
        const sent = await call<Message>('POST', `${campaign.url}/v1/messages`, sms, key);
        expect(sent).toMatchObject({ status: 202 });
        return eventually('the message is decided', async () => {
          const { body } = await call<Message>('GET', `${campaign.url}/v1/messages/${sent.body.id}`, undefined, key);
          return ['refused', 'submitted', 'delivered'].includes(body.state) && body;
        });
      };
      expect(await send(ABROAD)).toMatchObject({ state: 'refused', code: 'COUNTRY_NOT_ALLOWED' });
      const messages = await Promise.all(Array.from({ length: 8 }, () => send(AT_HOME)));
      const refused = messages.filter(({ state }) => state === 'refused');
      expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('QUOTA_EXCEEDED'));
      expect((await used()).body.day).toMatchObject({ limit: 5, used: 5 });
      await eventually('both thresholds are notified', () => received.length === 2);
      expect(received.map(({ type, data }) => [type, data.percent, data.limit]).sort()).toEqual([
        ['quota.reached', 100, 5],
        ['quota.reached', 80, 5],
      ]);
    }));
}

async function call<T>(method: string, url: string, body?: object, key?: string): Promise<{ status: number; body: T }> {
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as T };
}
