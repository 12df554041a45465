import { type Clients, given } from './clients';

const CSV =
  'phone;first_name;consent_at;consent_source;consent_wording\n06 39 98 99 01;Camille;25/11/2025 10:30;shop;yes\n';

/** Recipient of the message that is sent on the way. */
export const WALKED_PHONE = '+33639989902';

/** Host of unsubscribe links of the advertiser. */
const LINK_HOST = 's.routes.example';

export interface Walked {
  advertiserId: string;
  messageId: string;
}

/** Every route of campaign, with an advertiser of its own. */
export async function walkCampaign({ campaign: api }: Clients): Promise<Walked> {
  const advertiser = given(
    await api.POST('/v1/advertisers', {
      body: {
        ...{ name: 'Routes', legalName: 'Routes SAS', sender: 'Routes', shortCode: '36199', country: 'FR' },
        linkHosts: [LINK_HOST],
      },
      params: { header: { 'Idempotency-Key': 'walk-1' } },
    }),
  );
  const advertiserId = advertiser.id;
  const whose = { params: { path: { id: advertiserId } } };
  given(await api.GET('/v1/advertisers', { params: { query: { limit: 5 } } }));
  given(await api.GET('/v1/advertisers/{id}', whose));
  given(await api.PATCH('/v1/advertisers/{id}', { ...whose, body: { sendingHours: { sunday: 'closed' } } }));
  given(await api.GET('/v1/advertisers/{id}/changes', whose));
  given(await api.GET('/v1/legal-entities/undecided'));
  const key = given(await api.POST('/v1/advertisers/{id}/keys', { ...whose, body: { name: 'walk' } }));
  given(await api.GET('/v1/advertisers/{id}/keys', whose));
  given(
    await api.DELETE('/v1/advertisers/{id}/keys/{keyId}', { params: { path: { id: advertiserId, keyId: key.id } } }),
  );
  const secret = given(await api.POST('/v1/advertisers/{id}/webhook-secrets', whose));
  given(await api.GET('/v1/advertisers/{id}/webhook-secrets', whose));
  given(
    await api.DELETE('/v1/advertisers/{id}/webhook-secrets/{secretId}', {
      params: { path: { id: advertiserId, secretId: secret.id } },
    }),
  );
  const wanted = { country: 'BE', sender: 'Routes', evidence: 'walks all routes', by: 'walker' };
  const sender = given(await api.POST('/v1/advertisers/{id}/senders', { ...whose, body: wanted }));
  given(await api.GET('/v1/advertisers/{id}/senders', whose));
  const ofSender = { params: { path: { id: advertiserId, senderId: sender.id } } };
  given(await api.POST('/v1/advertisers/{id}/senders/{senderId}/approve', { ...ofSender, body: { by: 'walker' } }));
  const end = { by: 'walker', reason: 'walked' };
  given(await api.POST('/v1/advertisers/{id}/senders/{senderId}/revoke', { ...ofSender, body: end }));
  const order = { by: 'walker', reason: 'walks all routes' };
  given(await api.POST('/v1/advertisers/{id}/marketing/pause', { ...whose, body: { ...order, order: 'regulator' } }));
  given(await api.GET('/v1/advertisers/{id}/marketing', whose));
  given(await api.GET('/v1/advertisers/{id}', whose));
  given(await api.POST('/v1/advertisers/{id}/marketing/resume', { ...whose, body: order }));
  given(await api.POST('/v1/advertisers/{id}/enforcement', { ...whose, body: { ...order, level: 'full' } }));
  given(await api.GET('/v1/advertisers/{id}/enforcement', whose));
  const book = given(await api.POST('/v1/address-books', { body: { advertiserId, name: 'walk' } }));
  const inBook = { params: { path: { id: book.id } } };
  given(await api.GET('/v1/address-books', { params: { query: { advertiserId } } }));
  given(await api.GET('/v1/address-books/{id}', inBook));
  given(await api.POST('/v1/address-books/{id}/contacts', { ...inBook, ...csv(CSV) }));
  given(await api.GET('/v1/address-books/{id}/contacts', inBook));
  given(await api.PATCH('/v1/address-books/{id}', { ...inBook, body: { name: 'walked' } }));
  await walkContacts(api, book.id);
  given(await api.POST('/v1/address-books/{id}/imports/check', { ...inBook, ...csv(CSV) }));
  const received = given(await api.POST('/v1/address-books/{id}/imports', { ...inBook, ...csv(CSV) }));
  given(await api.GET('/v1/address-books/{id}/imports', inBook));
  given(await api.GET('/v1/imports/{id}', { params: { path: { id: received.id } } }));
  const imported = { params: { path: { id: received.id } } };
  given(await api.GET('/v1/imports/{id}/rows', imported));
  given(await api.GET('/v1/imports/{id}/rows.csv', { ...imported, parseAs: 'text' }));
  given(await api.GET('/v1/imports/{id}/progress', { ...imported, parseAs: 'text' }));
  const days = { advertiserId, from: '2026-11-01', to: '2026-11-30' };
  given(await api.GET('/v1/statistics', { params: { query: days } }));
  await walkCampaigns(api, advertiserId, book.id);
  const spare = given(await api.POST('/v1/address-books', { body: { advertiserId, name: 'spare' } }));
  given(await api.DELETE('/v1/address-books/{id}', { params: { path: { id: spare.id } } }));
  const messageId = given(
    await api.POST('/v1/messages', {
      body: { advertiserId, category: 'informative', to: WALKED_PHONE, text: 'Routes : RDV mardi 10h.' },
    }),
  ).id;
  given(await api.GET('/v1/messages', { params: { query: { state: 'unknown', limit: 10 } } }));
  given(await api.GET('/v1/messages/{id}', { params: { path: { id: messageId } } }));
  given(await api.POST('/v1/persons/messages', { body: { phone: WALKED_PHONE } }));
  given(await api.POST('/v1/persons/contacts', { body: { phone: '+33639989901' } }));
  return { advertiserId, messageId };
}

async function walkContacts(api: Clients['campaign'], id: string): Promise<void> {
  const inBook = { params: { path: { id } } };
  given(await api.GET('/v1/address-books/{id}/summary', inBook));
  const search = { phone: '+33639989901', limit: 1 };
  const found = given(await api.POST('/v1/address-books/{id}/contacts/search', { ...inBook, body: search }));
  const path = { id, contactId: found.items[0]?.id ?? '' };
  given(await api.GET('/v1/address-books/{id}/contacts/{contactId}', { params: { path } }));
  const which = { params: { path, header: { 'If-Match': '"1"' } } };
  const body = { attributes: { city: 'Lyon', first_name: null } };
  const change = '/v1/address-books/{id}/contacts/{contactId}';
  const changed = given(await api.PATCH(change, { ...which, body }));
  which.params.header['If-Match'] = `"${changed.version}"`;
  given(await api.DELETE(change, which));
}

async function walkCampaigns(api: Clients['campaign'], advertiserId: string, addressBookId: string): Promise<void> {
  const { id } = given(
    await api.POST('/v1/campaigns', {
      body: {
        ...{ advertiserId, addressBookId, name: 'Routes', tags: ['walk'] },
        category: 'marketing',
        text: 'Routes : -20% ce week-end. STOP 36199',
        sendAt: '2030-01-01T10:00:00Z',
      },
    }),
  );
  const which = { params: { path: { id } } };
  given(await api.GET('/v1/campaigns', { params: { query: { advertiserId, named: 'rout', sort: '-when' } } }));
  given(await api.GET('/v1/campaigns/tags', { params: { query: { advertiserId } } }));
  given(await api.PATCH('/v1/campaigns/{id}', { ...which, body: { text: 'Routes : -30% ce week-end. STOP 36199' } }));
  given(await api.POST('/v1/campaigns/{id}/preflight', { ...which, body: { perSecond: 10 } }));
  const lines = { ...which, body: {}, parseAs: 'text' as const };
  given(await api.POST('/v1/campaigns/{id}/preflight/progress', lines));
  given(await api.POST('/v1/campaigns/{id}/start', { ...which, body: { by: 'walker', partly: false } }));
  given(await api.POST('/v1/campaigns/{id}/reopen', { ...which, body: { by: 'walker' } }));
  given(await api.POST('/v1/campaigns/{id}/start', { ...which, body: { by: 'walker', partly: false } }));
  given(await api.GET('/v1/campaigns/{id}', which));
  given(await api.GET('/v1/campaigns/{id}/messages', which));
  given(await api.POST('/v1/campaigns/{id}/messages/search', { ...which, body: { phone: '+33639989901' } }));
  given(await api.POST('/v1/campaigns/{id}/pause', { ...which, body: { by: 'walker', reason: 'a wrong price' } }));
  given(await api.POST('/v1/campaigns/{id}/resume', { ...which, body: {} }));
  given(await api.POST('/v1/campaigns/{id}/cancel', { ...which, body: {} }));
  given(await api.GET('/v1/campaigns/{id}/progress', { ...which, parseAs: 'text' }));
  given(await api.GET('/v1/campaigns/{id}/course', which));
  const refused = { params: { ...which.params, query: { state: 'cancelled' as const } } };
  given(await api.GET('/v1/campaigns/{id}/not-reached', refused));
  given(await api.POST('/v1/campaigns/{id}/archive', which));
  given(await api.POST('/v1/campaigns/{id}/unarchive', which));
  const copy = given(await api.POST('/v1/campaigns/{id}/duplicate', { ...which, body: {} }));
  given(await api.DELETE('/v1/campaigns/{id}', { params: { path: { id: copy.id } } }));
  const staff = { advertiserId, name: 'staff', forTests: true };
  const testers = { params: { path: { id: given(await api.POST('/v1/address-books', { body: staff })).id } } };
  given(await api.POST('/v1/address-books/{id}/contacts', { ...testers, ...csv(CSV) }));
  const [tester] = given(await api.GET('/v1/address-books/{id}/contacts', testers)).items;
  const order = { addressBookId: testers.params.path.id, contactIds: [tester?.id ?? ''] };
  given(await api.POST('/v1/campaigns/{id}/test-send', { ...which, body: order }));
}

/** A file as the body itself. */
export const csv = (content: string) => ({
  body: content,
  headers: { 'content-type': 'text/csv' },
  bodySerializer: (body: unknown) => body as string,
});
