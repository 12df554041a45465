import { eventually } from '@stopsms/testing';
import { GIVEN_UP, putBackBy } from './a-dead-letter';
import { type Clients, given } from './clients';
import type { Walked } from './walk-campaign';

/** The token of the only operator's webhooks. */
export const WEBHOOK_SECRET = 'e2e-5b1f93c07d2a4e86a4c9d1708f3b62';
const BEARER = { authorization: `Bearer ${WEBHOOK_SECRET}` };

const PHONE = '+33639989906';
/** Finnish, which is not read: "do not send me these". */
const UNREADABLE = 'Älkää lähettäkö minulle näitä';

/**
 * Every route of dispatcher, inbound-mo and notification.
 * @param token - of an unsubscribe link that somebody was sent
 * @param half - MO id of a text of which a part is missing
 */
export async function walkOthers(
  api: Clients,
  { advertiserId }: Walked,
  { token, half }: { token: string; half: string },
): Promise<void> {
  const { dispatcher, notification } = api;
  given(await dispatcher.GET('/v1/providers'));
  given(await dispatcher.GET('/v1/view'));
  given(await notification.POST('/v1/confirmations/search', { body: { phone: PHONE } }));
  given(await notification.GET('/v1/webhook-deliveries', { params: { query: { advertiserId } } }));
  given(await notification.GET('/v1/opt-out-pushes'));
  given(await notification.POST('/v1/persons/pushes', { body: { phone: PHONE } }));
  const inboundMo = api['inbound-mo'];
  const provider = { params: { path: { name: 'simulator' } }, headers: BEARER };
  given(
    await inboundMo.POST('/v1/providers/{name}/mo', { ...provider, body: { from: PHONE, to: '36199', text: 'Merci' } }),
  );
  const replied = await eventually('somebody has answered', async () =>
    given(await inboundMo.GET('/v1/replies', { params: { query: { limit: 1 } } })).items.at(0),
  );
  given(await inboundMo.GET('/v1/replies/{id}', { params: { path: { id: replied.id } } }));
  given(await inboundMo.POST('/v1/read', { body: { text: 'Arrêtez vos SMS svp' } }));
  given(await inboundMo.POST('/v1/persons/replies', { body: { phone: PHONE } }));
  given(
    await inboundMo.POST('/v1/providers/{name}/receipts', { ...provider, body: { smscId: 'walk-1', stat: 'DELIVRD' } }),
  );
  given(
    await inboundMo.POST('/v1/providers/{name}/mo', {
      ...provider,
      body: { from: PHONE, to: '36199', text: UNREADABLE },
    }),
  );
  const unclassified = await eventually('the reply waits for a person', async () =>
    given(await inboundMo.GET('/v1/unclassified-replies', { params: { query: { state: 'open' } } })).items.at(0),
  );
  given(
    await inboundMo.POST('/v1/unclassified-replies/{id}/decision', {
      params: { path: { id: unclassified.id } },
      body: { decision: 'opt-out', by: 'walker', reason: 'Finnish: send me no more of these' },
    }),
  );
  await eventually('half a text keeps adverts', async () => {
    const { items } = given(
      await inboundMo.GET('/v1/quarantines', { params: { query: { state: 'open', limit: 200 } } }),
    );
    return items.some(({ moId }) => moId === half);
  });
  given(
    await inboundMo.POST('/v1/quarantines/{moId}/end', {
      params: { path: { moId: half } },
      body: { by: 'walker', reason: 'it thanks, and the rest will not come' },
    }),
  );
  const link = { params: { path: { token } }, parseAs: 'text' as const };
  given(await inboundMo.GET('/u/{token}', link));
  given(await inboundMo.POST('/u/{token}', link));
}

/** Fields that all of them share. */
export async function walkEveryones(api: Clients): Promise<void> {
  for (const [service, client] of Object.entries(api) as [string, Clients['dispatcher']][]) {
    given(await client.GET('/health/live'));
    given(await client.GET('/health/startup'));
    given(await client.GET('/health/ready'));
    given(await client.GET('/metrics', { parseAs: 'text' }));
    given(await client.GET('/v1/lag'));
    given(await client.POST('/v1/profile', { body: { kind: 'heap', seconds: 1 } }));
    await walkDeadLetters(service, client);
  }
  // The gateway is an outsider: it has no recipient secret.
  const { dispatcher: _, gateway: __, ...keepKeys } = api;
  for (const client of Object.values(keepKeys) as Clients['notification'][]) {
    const { generation } = given(await client.GET('/v1/recipient-generation'));
    given(await client.POST('/v1/recipient-generation', { body: { generation, by: 'anne' } }));
  }
}

async function walkDeadLetters(service: string, client: Clients['dispatcher']): Promise<void> {
  given(await client.GET('/v1/dead-letters'));
  const { items } = given(await client.GET('/v1/dead-letters/{topic}', { params: { path: { topic: GIVEN_UP } } }));
  const letter = { params: { path: { topic: GIVEN_UP, offset: items[0]?.offset ?? '' } } };
  given(await client.GET('/v1/dead-letters/{topic}/{offset}', letter));
  given(await client.GET('/v1/dead-letters/{topic}/{offset}/value', letter));
  const own = { params: { path: { topic: putBackBy(service) } } };
  given(await client.POST('/v1/dead-letters/{topic}/replay', { ...own, body: { all: true } }));
}
