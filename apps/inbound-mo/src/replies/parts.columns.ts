import type { Breach } from '../providers/provider-terms';

/** Columns whose type the schema does not determine. */
export interface Columns {
  mo_part: { breach: Breach | '' };
}
