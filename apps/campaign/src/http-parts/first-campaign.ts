// The requests of docs/first-campaign.md, which the documentation of the routes shows; a test holds the two together. Ids are
// those of the answers before.

const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
const BOOK_ID = '019aaa10-0000-7000-8000-000000000002';

const shown = (summary: string, value: object) => ({
  examples: { 'first campaign': { summary, value } },
});

export const firstAdvertiser = shown('an advertiser', {
  name: 'Colette',
  legalName: 'Fleurs Colette SARL',
  sender: 'Colette',
  shortCode: '36190',
  country: 'FR',
});

export const firstBook = shown('an address book', { advertiserId: ADVERTISER_ID, name: 'Clients' });

/** The first lines of docs/first-campaign.csv. */
export const FIRST_CONTACTS = `Téléphone;Prénom;Date de consentement;Origine du consentement;Texte du consentement
06 39 98 80 11;Zoé;02/03/2026 09:30;formulaire en boutique;Oui, je souhaite recevoir les offres de Colette par SMS`;

export const firstCampaign = shown('a campaign', {
  advertiserId: ADVERTISER_ID,
  addressBookId: BOOK_ID,
  category: 'marketing',
  mention: 'insert',
  text: 'Bonjour {{prénom}}, -20% sur les bouquets chez Colette ce samedi.',
});

export const firstPreflight = shown('at ten messages a second', { perSecond: 10 });

export const firstMessage = shown('one advert', {
  advertiserId: ADVERTISER_ID,
  category: 'marketing',
  to: '06 39 98 80 11',
  mention: 'insert',
  text: 'Colette : -30% sur les roses ce dimanche.',
});
