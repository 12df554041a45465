import type { RunningStack } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { clientsOf, given } from '../answers/clients';
import { csv } from '../answers/walk-campaign';

/** Advertiser of one client, whose contacts have agreed to adverts. */
export interface Advertiser {
  id: string;
  sender: string;
  code: string;
  contacts: readonly string[];
}

const FIRST_CODE = 36250;
const FIRST_HANDSET = 5_100;
const CONTACTS = 100;
const HEAD = 'phone;first_name;consent_at;consent_source;consent_wording';
const CONSENT = 'Camille;02/03/2026 09:30;boutique;Oui aux offres par SMS';

/** Registers the advertiser of the nth client. */
export async function enrol(stack: RunningStack, n: number): Promise<Advertiser> {
  const { campaign, compliance } = clientsOf(stack, new Set());
  const [code, sender] = [String(FIRST_CODE + n), `Borda${n}`];
  const account = { name: sender, legalName: `${sender} SAS`, sender, shortCode: code, country: 'FR' };
  const { id } = given(await campaign.POST('/v1/advertisers', { body: account }));
  const book = given(await campaign.POST('/v1/address-books', { body: { advertiserId: id, name: 'Clients' } }));
  const first = FIRST_HANDSET + n * CONTACTS;
  const contacts = Array.from({ length: CONTACTS }, (_, each) => `+3363998${first + each}`);
  const file = csv([HEAD, ...contacts.map((phone) => `${phone};${CONSENT}`)].join('\n'));
  const path = { id: book.id };
  given(await campaign.POST('/v1/address-books/{id}/contacts', { params: { path }, ...file }));
  await eventually('the consents of the address book are on record', async () => {
    const body = { phone: contacts.at(-1) ?? '', advertiserId: id };
    return given(await compliance.POST('/v1/consents/search', { body })).items.length > 0;
  });
  return { id, sender, code, contacts };
}
