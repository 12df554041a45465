import type { KeyScope } from '@stopsms/contracts';

/** Columns whose type the schema does not determine. */
export interface Columns {
  advertiser_key: { scopes: KeyScope[] };
}
