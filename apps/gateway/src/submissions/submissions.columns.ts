import type { Door } from '../accounts/account';
import type { Stage } from '../outcomes/stage';
import type { Envelope, Wanted } from './submission';

/** Columns whose type the schema does not determine. */
export interface Columns {
  submission: { door: Door; wanted: Wanted; envelope: Envelope; stage: Stage };
}
