import type { KeyScope } from '@stopsms/contracts';

/** Columns of which the schema does not say enough. */
export interface Columns {
  advertiser_key: { scopes: KeyScope[] };
}
