import type { LiftDocument, OptOut } from '@stopsms/contracts';

export type Source = OptOut['source'];

/** Columns of which the schema does not say enough. */
export interface Columns {
  opt_out: { source: Source };
  opt_out_event: { document: LiftDocument };
}
