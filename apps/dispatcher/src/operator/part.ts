import type { SubmitSm } from '@stopsms/smpp';
import type { Lane } from '../lanes';
import type { Veto } from './operator-link';

/** One part that waits to be written. */
export interface Part {
  lane: Lane;
  /** Asked in the instant before it is written: a reason not to, else undefined. */
  veto: () => Veto | undefined;
  /** Asked in the same instant: false when it must not go by this operator any more. */
  fits: () => boolean;
  pdu: () => SubmitSm;
  traceparent: string;
}

/** `turned-away`: never written, try elsewhere. `try-again`: refused for a reason that may pass; `tried` counts a try. */
export type PartResult =
  | { outcome: 'submitted'; id: string }
  | { outcome: 'rejected'; status: number }
  | { outcome: 'unknown'; reason: string }
  | { outcome: 'vetoed'; veto: Veto }
  | { outcome: 'try-again'; status: number; tried: boolean }
  | { outcome: 'turned-away' };
