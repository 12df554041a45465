import type { Basis } from './consent';
import type { Act } from './consent-chain';

/** Columns whose type the schema does not determine. */
export interface Columns {
  consent: { basis: Basis; evidence: Record<string, string> };
}

/** Acts of a person about an advertiser, as JSON. */
export type Acts = Act[];
