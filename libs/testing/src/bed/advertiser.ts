import { randomUUID } from 'node:crypto';
import type { Advertiser } from '@stopsms/contracts';

/** Record of an advertiser as campaign publishes it. */
export const anAdvertiser = (fields: Partial<Advertiser> = {}): Advertiser => ({
  id: randomUUID(),
  name: 'ACME',
  legalName: 'ACME SAS',
  sender: 'ACME',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180'],
  linkHosts: [],
  createdAt: 1_764_000_000_000,
  ...fields,
});
