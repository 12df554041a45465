import type { SharedRequest } from '../sealing/format-2';

/** Columns of which the schema does not say enough. */
export interface Columns {
  fact_context: { content: SharedRequest & Record<string, unknown> };
}
