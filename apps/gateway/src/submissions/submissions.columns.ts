import type { Door } from '../accounts/account';
import type { Stage } from '../outcomes/stage';
import type { Envelope, Wanted } from './submission';

/** Columns of which the schema does not say enough. */
export interface Columns {
  submission: { door: Door; wanted: Wanted; envelope: Envelope; stage: Stage };
}
