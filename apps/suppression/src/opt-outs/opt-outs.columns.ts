import type { LiftDocument, OptOut } from '@stopsms/contracts';

export type Source = OptOut['source'];

/** Columns whose type the schema does not determine. */
export interface Columns {
  opt_out: { source: Source };
  opt_out_event: { document: LiftDocument };
}
