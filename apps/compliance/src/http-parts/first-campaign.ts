// The requests of docs/first-campaign.md, which the documentation of the routes shows; a test holds the two together. Ids are
// those of the answers before.

const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';

const shown = (summary: string, value: object) => ({
  examples: { 'first campaign': { summary, value } },
});

export const firstConsent = shown('a consent given in a shop', {
  advertiserId: ADVERTISER_ID,
  phone: '06 39 98 80 13',
  grantedAt: '2026-10-14T09:30:00+02:00',
  source: 'formulaire en boutique',
  wording: 'Oui, je souhaite recevoir les offres de Colette par SMS',
});

export const firstCheck = shown('an advert that does not say how to stop', {
  advertiserId: ADVERTISER_ID,
  category: 'marketing',
  country: 'FR',
  text: 'Bonjour Zoé, -20% sur les bouquets chez Colette ce samedi.',
});
