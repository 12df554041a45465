import type { Lane } from '../lanes';

/** One text on its way to the operator. */
export interface Mt {
  from: string;
  to: string;
  text: string;
  /** Tells apart the parts of texts under way to one number, 0–255. */
  reference: number;
  /** The operator drops the text if it cannot be delivered by then; epoch ms. */
  deliverBefore?: number;
  /** Asked in the instant before each part is written: a reason not to send, else undefined. */
  veto?: () => Veto | undefined;
}

/** Why a message must not leave after all. */
export interface Veto {
  /** `not-ours`: somebody else dispatches it now. */
  status: 'blocked' | 'expired' | 'not-ours';
  code: string;
  detail: string;
}

/** `unknown`: it was written and no answer came. Never submit it again. */
export type SubmitResult =
  | { outcome: 'submitted'; smscIds: string[] }
  | { outcome: 'rejected'; code: string; detail: string; smscIds: string[] }
  | { outcome: 'unknown'; detail: string; smscIds: string[] }
  | { outcome: 'vetoed'; veto: Veto; smscIds: string[] };

/** The way to an operator. */
export abstract class OperatorLink {
  /** Name for statuses and metrics. */
  abstract readonly provider: string;

  /** Messages it takes at a time. */
  abstract readonly window: number;

  /** Undefined when messages can be submitted now, else why not. */
  abstract problem(): string | undefined;

  /** Waits for its turn in the lane's order; a message that was never written is kept waiting, not given up. */
  abstract submit(mt: Mt, lane: Lane): Promise<SubmitResult>;
}
