import type { Breach } from '../providers/provider-terms';

/** Columns of which the schema does not say enough. */
export interface Columns {
  mo_part: { breach: Breach | '' };
}
