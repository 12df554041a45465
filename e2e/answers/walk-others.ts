import { type Clients, given } from './clients';
import type { Walked } from './walk-campaign';

const PHONE = '+33639989906';

/** Every route of dispatcher, inbound-mo and notification. @param token - of an unsubscribe link that somebody was sent */
export async function walkOthers(api: Clients, { advertiserId }: Walked, token: string): Promise<void> {
  const { dispatcher, notification } = api;
  given(await dispatcher.GET('/v1/providers'));
  given(await dispatcher.GET('/v1/view'));
  given(await notification.GET('/v1/confirmations', { params: { query: { phone: PHONE } } }));
  given(await notification.GET('/v1/webhook-deliveries', { params: { query: { advertiserId } } }));
  const inboundMo = api['inbound-mo'];
  given(await inboundMo.POST('/v1/read', { body: { text: 'Arrêtez vos SMS svp' } }));
  const provider = { params: { path: { name: 'walk' } } };
  given(
    await inboundMo.POST('/v1/providers/{name}/mo', { ...provider, body: { from: PHONE, to: '36199', text: 'Merci' } }),
  );
  given(
    await inboundMo.POST('/v1/providers/{name}/receipts', { ...provider, body: { smscId: 'walk-1', stat: 'DELIVRD' } }),
  );
  const link = { params: { path: { token } }, parseAs: 'text' as const };
  given(await inboundMo.GET('/u/{token}', link));
  given(await inboundMo.POST('/u/{token}', link));
}

/** What is the same in all of them. */
export async function walkEveryones(api: Clients): Promise<void> {
  for (const client of Object.values(api) as Clients['dispatcher'][]) {
    given(await client.GET('/health/live'));
    given(await client.GET('/health/startup'));
    given(await client.GET('/health/ready'));
    given(await client.GET('/metrics', { parseAs: 'text' }));
  }
}
