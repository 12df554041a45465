import { clockFrom } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { call, post } from './api';
import type { Claims } from './claims';
import { DUPLICATES, IMPORTED, NOT_NUMBERS, contactsCsv } from './contacts';

export const SHORT_CODE = '36180';
const DAY_MS = 86_400_000;

/** Who plays: two advertisers on one short code, and the address book of the first. */
export interface Cast {
  lorane: string;
  panivo: string;
  book: string;
}

export async function assemble(stack: RunningStack, claims: Claims): Promise<Cast> {
  const { url } = stack.services.campaign;
  const advertiser = async (name: string) => {
    const { id } = await post<{ id: string }>(`${url}/v1/advertisers`, {
      name,
      legalName: `${name} SAS`,
      sender: name,
      shortCode: SHORT_CODE,
      country: 'FR',
      linkHosts: [`s.${name.toLowerCase()}.example`],
    });
    return id;
  };
  const [lorane, panivo] = [await advertiser('Lorane'), await advertiser('Panivo')];
  const { id: book } = await post<{ id: string }>(`${url}/v1/address-books`, { advertiserId: lorane, name: 'Clients' });
  const yesterday = new Date(clockFrom(stack.clock).now() - DAY_MS);
  const result = await call<{ imported: number; refused: { row: number; reason: string }[] }>(
    'POST',
    `${url}/v1/address-books/${book}/contacts`,
    contactsCsv(yesterday),
    'text/csv',
  );
  claims.equal('contacts imported', result.imported, IMPORTED);
  claims.equal('rows refused: no numbers, and duplicates', result.refused.length, NOT_NUMBERS + DUPLICATES);
  return { lorane, panivo, book };
}
