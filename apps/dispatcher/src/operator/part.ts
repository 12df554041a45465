import type { FinalMessage, RefusalClass, Submission } from '@stopsms/providers';
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
  /** The part, for a link that submits parts. */
  pdu: () => SubmitSm;
  /** Its whole message, for a link that submits messages. */
  whole: () => Submission;
  traceparent: string;
}

/**
 * - `submitted`: with `isWhole`, the operator has all parts of the message, under these ids
 * - `turned-away`: never written, try elsewhere
 * - `unknown`: written without a response; `late` resolves with that of an operator that responds after all, or with undefined if
 *   it proves nothing
 * - `try-again`: refused for a reason that may pass; `tried` counts a try
 */
export type PartResult =
  | Submitted
  | Rejected
  | { outcome: 'unknown'; reason: string; late?: Promise<Submitted | Rejected | undefined> }
  | { outcome: 'vetoed'; veto: Veto }
  | ({ outcome: 'try-again'; tried: boolean } & Omit<Rejected, 'outcome'>)
  | { outcome: 'turned-away' };

export interface Submitted {
  outcome: 'submitted';
  ids: readonly string[];
  isWhole: boolean;
  final?: FinalMessage;
}

export interface Rejected {
  outcome: 'rejected';
  /** Status or code of the operator, for people. */
  answer: string;
  /** Class of the refusal, from providers that have one. */
  refusal?: RefusalClass;
}
