import { deterministicId } from '@stopsms/kernel';
import type { Bed } from './bed';

/** The n-th French number kept for fiction, n below 10,000. */
export const msisdn = (n: number): string => `+3363998${String(n).padStart(4, '0')}`;

export interface Advertiser {
  id: string;
  name: string;
}

let named = 0;

export async function newAdvertiser(bed: Bed, more: object = {}): Promise<Advertiser> {
  named += 1;
  const advertiser = { name: `Brand ${named}`, legalName: `Brand ${named} SAS`, sender: `Brand${named}`, ...more };
  const created = await bed.post<Advertiser>('/v1/advertisers', { shortCode: '36180', country: 'FR', ...advertiser });
  expect(created.status).toBe(201);
  return created.body;
}

export async function newBook(bed: Bed, advertiserId: string): Promise<string> {
  const created = await bed.post<{ id: string }>('/v1/address-books', { advertiserId, name: 'customers' });
  expect(created.status).toBe(201);
  return created.body.id;
}

/** An address book with the fiction numbers `from` to `to`, the last excluded. */
export async function bookOf(bed: Bed, advertiserId: string, from: number, to: number): Promise<string> {
  const id = await newBook(bed, advertiserId);
  const lines = Array.from({ length: to - from }, (_, n) => `${msisdn(from + n)},Name ${from + n}`);
  const imported = await importCsv(bed, id, ['phone,first_name', ...lines].join('\n'));
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

/** @param query - files without a consent are taken, unless it says otherwise */
export const importCsv = (
  bed: Bed,
  bookId: string,
  file: NonNullable<RequestInit['body']>,
  query = '?withoutConsent=true',
) => bed.send<Imported>('POST', `/v1/address-books/${bookId}/contacts${query}`, file, { 'content-type': 'text/csv' });

export async function phonesIn(bed: Bed, bookId: string): Promise<string[]> {
  const { body } = await bed.get<{ items: { phone: string }[] }>(`/v1/address-books/${bookId}/contacts?limit=1000`);
  return body.items.map(({ phone }) => phone).sort();
}

/** Recipient key, which only somebody with the platform's secret can compute. */
export const messageIdOf = (bed: Bed, campaignId: string, phone: string): string =>
  deterministicId('message', bed.keys.digestOf(`message of ${campaignId} to ${bed.keys.keyOf(phone)}`));
