import { clockFrom } from '@stopsms/kernel';
import { askJson } from '../product/ask-json';
import type { Product } from '../product/product';
import { caughtUp } from '../product/audience';
import { printFigure } from '../spread';
import { consentsCollected } from '@stopsms/contracts';

const DAY_MS = 86_400_000;
const NAMES = ['Zoé', 'François', 'Hélène', 'Inès', 'Léo', 'Anaïs', 'Théo', 'Maëlle', 'Jérôme', 'Noël'];

/**
 * The nth French mobile number. The range reserved for fiction has a tenth of what is needed; only the simulator is on the line.
 */
const msisdn = (n: number): string => `+336${String(12_000_000 + n)}`;

/**
 * An address book of an advertiser, every second contact with a consent, imported as any other; resolves when compliance knows. First names
 * are followed by a number, so that no two texts with them are the same.
 */
export async function importBook(product: Product, advertiserId: string, contacts: number): Promise<string> {
  const { url } = product.stack.services.campaign;
  const { id } = await askJson<{ id: string }>('POST', `${url}/v1/address-books`, { advertiserId, name: 'benchmark' });
  const day = new Date(clockFrom(product.stack.clock).now() - DAY_MS).toISOString().slice(0, 10);
  const rows = Array.from({ length: contacts }, (_, n) => {
    const consent = n % 2 === 0 ? `${day};boutique;Oui aux offres par SMS` : ';;';
    return `${msisdn(n)};${NAMES[n % NAMES.length]} ${n};${consent}`;
  });
  const startedAt = performance.now();
  const response = await fetch(`${url}/v1/address-books/${id}/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: ['phone;first_name;consent_at;consent_source;consent_wording', ...rows].join('\n'),
  });
  const { imported, detail } = (await response.json()) as { imported?: number; detail?: string };
  if (imported !== contacts) throw new Error(`${imported ?? 0} of ${contacts} contacts were imported: ${detail ?? ''}`);
  printFigure('imported', `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  await caughtUp(product, `stopsms.compliance.${consentsCollected.name}`, consentsCollected.name);
  return id;
}
