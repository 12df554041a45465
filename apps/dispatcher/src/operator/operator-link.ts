import type { FinalMessage, LookupResult, RefusalClass } from '@stopsms/providers';
import type { Lane } from '../lanes';
import type { ProviderState } from './provider-state';

/** Destination of a text, by which its route is chosen. */
export interface Destination {
  /** ISO 3166 alpha-2 of the recipient's numbering plan. */
  region: string;
  lane: Lane;
  /** Operators that are enabled for the sender; any if absent. */
  enabled?: readonly string[];
  /** End of the send window of an advert; epoch ms. */
  windowClosesAt?: number;
}

/** Text to submit to an operator. */
export interface Mt extends Destination {
  messageId: string;
  from: string;
  to: string;
  text: string;
  /** Distinguishes the parts of texts in progress to one number, 0–255. */
  reference: number;
  /** Trace of the message, for the span of each submit. */
  traceparent: string;
  /** The operator drops the text if it cannot be delivered by then; epoch ms. */
  deliverBefore?: number;
  /**
   * Returns a reason not to send, checked just before each part is written.
   * @param written - parts that the operator already has
   */
  veto?: (written: number) => Veto | undefined;
}

/** Reason why a message must not leave. */
export interface Veto {
  /** `not-ours`: it is returned unsent, for another dispatcher or for later. */
  status: 'blocked' | 'expired' | 'not-ours';
  code: string;
  detail: string;
}

/**
 * `unknown`: it was written and no response came; never submit it again. `late` resolves with the result of a response that
 * arrives after all, or with undefined if the message stays unknown. `unsendable`: SMPP has no form for it. `provider`: operator
 * of the named parts.
 */
export type SubmitResult =
  | AnsweredResult
  | (ResultOfParts &
      (
        | { outcome: 'unknown'; detail: string; late?: Promise<AnsweredResult | undefined> }
        | { outcome: 'unsendable'; detail: string }
        | { outcome: 'vetoed'; veto: Veto }
      ));

/** Result of a message that the operator answered. */
export type AnsweredResult = ResultOfParts &
  (
    | { outcome: 'submitted'; parts: number; final?: FinalMessage }
    | { outcome: 'rejected'; detail: string; refusal?: RefusalClass }
  );

interface ResultOfParts {
  provider: string;
  smscIds: string[];
}

/** Provider that finds a message which it may have. */
export interface MessageLookup {
  provider: string;
  /** Time after a submit during which a lookup may find it. */
  forMs: number;
  lookup(messageId: string): Promise<LookupResult>;
}

/** Access to the operators. */
export abstract class OperatorLink {
  /**
   * Reason why a message must wait at its offset, else undefined: every operator is down, or those of its route are and it
   * cannot be returned, because nobody requests a message of the service lane again.
   */
  abstract problem(destination: Destination): string | undefined;

  /** Reason why no operator is bound; undefined if one is. */
  abstract unbound(): string | undefined;

  /** State of each operator. */
  abstract states(): ProviderState[];

  /** Operator that would take it now, else the first of its route. */
  abstract providerOf(destination: Destination): string;

  /** Messages that this operator takes in a short time: no more should be prepared for it. */
  abstract chunkOf(provider: string): number;

  /** Resolves when an operator takes it, or when it is known that none does; undefined if that is so now. */
  abstract opening(destination: Destination): Promise<void> | undefined;

  /** Reason why it is returned instead of waiting: its route is closed while others are open. */
  abstract closed(destination: Destination): Veto | undefined;

  /** Providers that can find a message by its id, the named one first. */
  abstract providersWithLookup(first: string): readonly MessageLookup[];

  /** Submits in the order of the lanes; a message that was never written is kept waiting, not given up. */
  abstract submit(mt: Mt): Promise<SubmitResult>;
}
