import type { SubmitSm } from '@stopsms/smpp';
import type { Lane } from '../lanes';
import type { Veto } from './operator-link';

/** Part of a message that waits to be written. */
export interface Part {
  lane: Lane;
  /** Returns a reason not to write it; checked just before. */
  veto: () => Veto | undefined;
  /** Returns false if it must not use this operator any more; checked at the same time. */
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
