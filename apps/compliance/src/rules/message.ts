import type { ClearedMessage, SmsRequested } from '@stopsms/contracts';
import type { DecisionReason } from './reasons/decision-reasons';
import type { Enforcement, Observed } from './reasons/enforcement';

// A message that is decided on and what is decided about it, as every room here speaks of them.

export type Category = SmsRequested['category'];
export type PackRef = ClearedMessage['pack'];

/** A message to decide on: asked for now, or held and released. */
export interface Candidate {
  request: SmsRequested;
  /** 1 at first; grows each time the message is held and released. */
  attempt: number;
  traceparent: string;
  /** Publisher that requested it on its own topic; looked up for a message that is decided again. */
  publisher?: string;
  /** Checks without sending: reads the facts that decide, and omits those that only a proof stores. */
  onlyAsked?: true;
}

export interface Recipient {
  key: string;
  e164: string;
  region: string;
  /** Time zones of the number's area code, where known; else those of the region count. */
  timeZones?: readonly string[];
}

export type Outcome =
  | {
      verdict: 'cleared';
      text: string;
      sender: string;
      windowClosesAt?: number;
      unsubscribeToken?: string;
      /** ISO 639-1, of a text with an unsubscribe link; absent when there is a doubt. */
      language?: string;
      /** Reasons that the level of enforcement only recorded, the decisive one first; absent without any. */
      observed?: readonly Observed[];
    }
  | Obstacle;

/** Reason for which a message is not sent now. */
export type Obstacle =
  /** `until` is Infinity if no instant ends the wait; `dueNow` if it has ended meanwhile. */
  ({ verdict: 'held'; until: number; dueNow?: true } & DecisionReason) | ({ verdict: 'refused' } & DecisionReason);

/** Decision as it is stored and published. */
export interface Decided {
  candidate: Candidate;
  /** Epoch ms. */
  at: number;
  outcome: Outcome;
  recipient?: Recipient;
  pack?: PackRef;
  /** Level of its advertiser; absent under full enforcement. */
  enforcement?: Enforcement;
}
