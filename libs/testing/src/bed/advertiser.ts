import { randomUUID } from 'node:crypto';
import type { Advertiser } from '@stopsms/contracts';

/** As campaign would tell of it. */
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
