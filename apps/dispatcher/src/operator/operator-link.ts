import type { Lane } from '../lanes';
import type { ProviderState } from './provider-state';

/** Where a text goes: what a route is chosen by. */
export interface Destination {
  /** ISO 3166 alpha-2 of the recipient's numbering plan. */
  region: string;
  lane: Lane;
  /** An advert must be delivered by then; epoch ms. */
  windowClosesAt?: number;
}

/** One text on its way to the operator. */
export interface Mt extends Destination {
  from: string;
  to: string;
  text: string;
  /** Tells apart the parts of texts under way to one number, 0–255. */
  reference: number;
  /** Of the message, for the span of each submit. */
  traceparent: string;
  /** The operator drops the text if it cannot be delivered by then; epoch ms. */
  deliverBefore?: number;
  /**
   * Asked in the instant before each part is written: a reason not to send, else undefined.
   * @param written - parts the operator has already
   */
  veto?: (written: number) => Veto | undefined;
}

/** Why a message must not leave after all. */
export interface Veto {
  /** `not-ours`: it is given back unsent, for another dispatcher or for later. */
  status: 'blocked' | 'expired' | 'not-ours';
  code: string;
  detail: string;
}

/**
 * `unknown`: it was written and no answer came. Never submit it again. `unsendable`: SMPP has no form for it. `provider`: who
 * has the parts named.
 */
export type SubmitResult = { provider: string; smscIds: string[] } & (
  | { outcome: 'submitted' }
  | { outcome: 'rejected' | 'unknown' | 'unsendable'; detail: string }
  | { outcome: 'vetoed'; veto: Veto }
);

/** The way to the operators. */
export abstract class OperatorLink {
  /**
   * Why this one must wait where it is, else undefined: every operator is away, or those of its route are and it cannot be
   * given back, because nobody asks for a message of the service lane again.
   */
  abstract problem(destination: Destination): string | undefined;

  /** Undefined when some operator is bound, else why none is. */
  abstract unbound(): string | undefined;

  /** Each operator as it stands. */
  abstract states(): ProviderState[];

  /** Who would take it now, else who is asked first when somebody can. */
  abstract providerOf(destination: Destination): string;

  /** How many messages this provider takes in a moment: no more should be made ready for it. */
  abstract chunkOf(provider: string): number;

  /** Resolves when somebody takes it, or when it is known that nobody does. */
  abstract opening(destination: Destination): Promise<void>;

  /** Why it is given back instead of waiting: its route is closed while others are open. */
  abstract closed(destination: Destination): Veto | undefined;

  /** Waits for its turn in the lane's order; a message that was never written is kept waiting, not given up. */
  abstract submit(mt: Mt): Promise<SubmitResult>;
}
