import type { RunningStack } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { type Clients, clientsOf, given } from '../answers/clients';
import { csv } from '../answers/walk-campaign';
import { CODE, CONSENTED, DOUBTFUL, OVERSEAS, STRANGERS, type AcceptedValues, SENDER } from './accepted-values';

const HEAD = 'phone;first_name;consent_at;consent_source;consent_wording';
const CONSENT = 'Camille;02/03/2026 09:30;boutique;Oui aux offres par SMS';
const TESTERS = 2;
/** Campaigns that are started before anything is tried, and drafts that are left to be started. */
const STARTED = 2;
const DRAFTS = 8;
const OWN = {
  name: 'Fuzz',
  legalName: 'Fuzz SAS',
  sender: SENDER,
  shortCode: CODE,
  country: 'FR',
  linkHosts: ['s.fuzz.example'],
};
const OTHER = { name: 'Fuzz 2', legalName: 'Fuzz 2 SAS', sender: 'Fuzz2', shortCode: '36241', country: 'FR' };

/**
 * Makes two advertisers: one of the run's own, which no generated request changes on purpose, with consents, address books,
 * campaigns and keys; and another, whose key must open nothing of the first.
 */
export async function prepareAccounts(stack: RunningStack, known: AcceptedValues): Promise<void> {
  const { campaign: api, compliance } = clientsOf(stack, new Set());
  const { id } = given(await api.POST('/v1/advertisers', { body: OWN }));
  const other = given(await api.POST('/v1/advertisers', { body: OTHER })).id;
  known.addOwn('advertisers', id);
  known.add('advertisers', other);
  await makeKeys(api, id, known);
  known.add('keys of others', (await makeKey(api, other)).key);
  const book = await makeBook(api, id, [...CONSENTED, ...OVERSEAS]);
  known.addOwn('address-books', book);
  known.add('address-books', await makeBook(api, other, STRANGERS));
  const [to = ''] = STRANGERS;
  given(await api.POST('/v1/messages', { body: { advertiserId: id, category: 'informative', to, text: DOUBTFUL } }));
  await makeTesters(api, id, known);
  await makeCampaigns(api, { advertiserId: id, addressBookId: book }, known);
  await eventually('consents of the address book are on record', async () => {
    const body = { phone: CONSENTED.at(-1) ?? '', advertiserId: id };
    return given(await compliance.POST('/v1/consents/search', { body })).items.length > 0;
  });
}

type Campaign = Clients['campaign'];

async function makeKeys(api: Campaign, id: string, known: AcceptedValues): Promise<void> {
  known.addOwn('keys', (await makeKey(api, id)).key);
  for (const scope of ['send', 'contacts', 'read', 'consents'] as const)
    known.add('scoped keys', (await makeKey(api, id, [scope])).key);
}

async function makeKey(api: Campaign, id: string, scopes?: ('send' | 'contacts' | 'read' | 'consents')[]) {
  const body = { name: 'fuzz', ...(scopes && { scopes }) };
  return given(await api.POST('/v1/advertisers/{id}/keys', { params: { path: { id } }, body }));
}

async function makeBook(api: Campaign, advertiserId: string, phones: readonly string[], forTests = false) {
  const { id } = given(await api.POST('/v1/address-books', { body: { advertiserId, name: 'fuzz', forTests } }));
  const file = [HEAD, ...phones.map((phone) => `${phone};${CONSENT}`)].join('\n');
  given(await api.POST('/v1/address-books/{id}/contacts', { params: { path: { id } }, ...csv(file) }));
  return id;
}

async function makeTesters(api: Campaign, advertiserId: string, known: AcceptedValues): Promise<void> {
  const id = await makeBook(api, advertiserId, CONSENTED.slice(-TESTERS), true);
  known.addOwn('test-books', id);
  const { items } = given(await api.GET('/v1/address-books/{id}/contacts', { params: { path: { id } } }));
  for (const tester of items) known.add('testers', tester.id);
}

async function makeCampaigns(
  api: Campaign,
  of: { advertiserId: string; addressBookId: string },
  known: AcceptedValues,
) {
  for (let n = 0; n < STARTED + DRAFTS; n += 1) {
    const text = `Fuzz : -${n + 10}% sur les manteaux ce week-end.`;
    const body = { ...of, category: 'marketing' as const, text, mention: 'insert' as const };
    const { id } = given(await api.POST('/v1/campaigns', { body }));
    if (n >= STARTED) {
      known.add('drafts', id);
      known.add('campaigns', id);
      continue;
    }
    given(await api.POST('/v1/campaigns/{id}/start', { params: { path: { id } }, body: { partly: false } }));
    known.addOwn('campaigns', id);
  }
}
