import { eventually } from '@stopsms/testing';
import { type Clients, given } from './clients';
import { WALKED_PHONE, type Walked } from './walk-campaign';

const PHONE = '+33639989903';
/** It may be an advert, and what decides is not in it. */
const DOUBTFUL = 'Bonjour Chloé, vous pouvez désormais voir votre conseiller en agence.';

/** Every route of compliance. */
export async function walkCompliance({ campaign, compliance: api }: Clients, walked: Walked): Promise<void> {
  const { advertiserId, messageId } = walked;
  given(await api.GET('/v1/advertisers/{id}/quotas', { params: { path: { id: advertiserId } } }));
  const observed = { path: { id: advertiserId } };
  given(await api.GET('/v1/advertisers/{id}/observed', { params: observed }));
  const figure = { day: '2026-11-25', code: 'CONSENT_MISSING' };
  given(await api.GET('/v1/advertisers/{id}/observed/messages', { params: { ...observed, query: figure } }));
  const grantedAt = '2025-11-25T10:00:00Z';
  given(
    await api.POST('/v1/check', {
      body: { text: 'Routes : -20%. STOP 36199', category: 'marketing', country: 'FR', advertiserId },
    }),
  );
  given(
    await api.POST('/v1/preflight', {
      body: {
        ...{ advertiserId, category: 'marketing', texts: ['Routes : -20%. STOP 36199'], clearedBefore: 0 },
        recipients: [{ to: PHONE, text: 0 }],
      },
    }),
  );
  given(await api.POST('/v1/persons/consents', { body: { phone: PHONE } }));
  given(await api.GET('/v1/send-windows', { params: { query: { advertiserId, country: 'FR', most: 3 } } }));
  given(
    await api.POST('/v1/consents', { body: { phone: PHONE, advertiserId, grantedAt, source: 'shop', wording: 'yes' } }),
  );
  given(
    await api.POST('/v1/consents/withdrawals', {
      body: { phone: PHONE, advertiserId, withdrawnAt: '2025-11-26T10:00:00Z', source: 'letter' },
    }),
  );
  const { items } = given(await api.POST('/v1/consents/search', { body: { phone: PHONE, advertiserId } }));
  if (items[0]?.status !== 'withdrawn') throw new Error(`The consent is ${items[0]?.status}, not withdrawn`);
  await eventually('the message has a proof with a seal', async () => {
    const { data } = await api.GET('/v1/messages/{id}/proof', { params: { path: { id: messageId } } });
    return (data?.seals.length ?? 0) > 0;
  });
  given(
    await api.POST('/v1/messages/{id}/proof', { params: { path: { id: messageId } }, body: { phone: WALKED_PHONE } }),
  );
  given(await api.POST('/v1/proofs', { body: { advertiserId, messageIds: [messageId] } }));
  given(await api.GET('/v1/proof-heads'));
  given(await api.GET('/v1/proof-keys'));
  const packs = given(await api.GET('/v1/rule-packs'));
  const name = packs.items.find(({ id }) => id.startsWith('FR@'))?.id ?? '';
  given(
    await api.POST('/v1/rule-packs/{name}/replay', {
      params: { path: { name } },
      body: { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
    }),
  );
  given(
    await campaign.POST('/v1/messages', {
      body: { advertiserId, category: 'informative', to: PHONE, text: DOUBTFUL },
    }),
  );
  given(await api.GET('/v1/audit', { params: { query: { limit: 5 } } }));
  given(await api.GET('/v1/audit/seals'));
  given(await api.POST('/v1/audit/search', { body: { phone: PHONE, country: 'FR', limit: 5 } }));
  given(await api.POST('/v1/reviews', { body: { advertiserId, texts: [{ text: DOUBTFUL }] } }));
  const open = { params: { query: { advertiserId, state: 'open' as const } } };
  const review = await eventually('the doubtful text waits for a person', async () =>
    given(await api.GET('/v1/reviews', open)).items.at(0),
  );
  const which = { params: { path: { id: review.id } } };
  given(await api.GET('/v1/reviews/{id}', which));
  given(
    await api.POST('/v1/reviews/{id}/decision', {
      ...which,
      body: { verdict: 'refuse', by: 'walker', reason: 'it advertises the card' },
    }),
  );
}
