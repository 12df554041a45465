import { deterministicId } from '@stopsms/kernel';
import type { CampaignUnderTest } from './campaign-under-test';

/** The n-th French number kept for fiction, n below 10,000. */
export const msisdn = (n: number): string => `+3363998${String(n).padStart(4, '0')}`;

export interface Advertiser {
  id: string;
  name: string;
}

let named = 0;

export async function newAdvertiser(under: CampaignUnderTest, more: object = {}): Promise<Advertiser> {
  named += 1;
  const advertiser = { name: `Brand ${named}`, legalName: `Brand ${named} SAS`, sender: `Brand${named}`, ...more };
  const created = await under.post<Advertiser>('/v1/advertisers', { shortCode: '36180', country: 'FR', ...advertiser });
  expect(created.status).toBe(201);
  return created.body;
}

export async function newBook(under: CampaignUnderTest, advertiserId: string): Promise<string> {
  const created = await under.post<{ id: string }>('/v1/address-books', { advertiserId, name: 'customers' });
  expect(created.status).toBe(201);
  return created.body.id;
}

/** An address book with the fiction numbers `from` to `to`, the last excluded. */
export async function bookOf(
  under: CampaignUnderTest,
  advertiserId: string,
  from: number,
  to: number,
): Promise<string> {
  const id = await newBook(under, advertiserId);
  const lines = Array.from({ length: to - from }, (_, n) => `${msisdn(from + n)},Name ${from + n}`);
  const imported = await importCsv(under, id, ['phone,first_name', ...lines].join('\n'));
  expect(imported.body).toMatchObject({ imported: to - from });
  return id;
}

export interface Imported {
  imported: number;
  withConsent: number;
  consentsAdded: number;
  summary: string;
  refusedCount: number;
  duplicates: number;
  warningsCount: number;
  refused: { row: number; code: string; reason: string }[];
  warnings: { row: number; code: string; reason: string }[];
  code?: string;
  detail?: string;
}

export const importCsv = (under: CampaignUnderTest, bookId: string, file: NonNullable<RequestInit['body']>) =>
  under.send<Imported>('POST', `/v1/address-books/${bookId}/contacts`, file, { 'content-type': 'text/csv' });

export async function phonesIn(under: CampaignUnderTest, bookId: string): Promise<string[]> {
  const { body } = await under.get<{ items: { phone: string }[] }>(`/v1/address-books/${bookId}/contacts?limit=1000`);
  return body.items.map(({ phone }) => phone).sort();
}

export const messageIdOf = (under: CampaignUnderTest, campaignId: string, phone: string): string =>
  deterministicId('message', campaignId, under.keys.keyOf(phone));
