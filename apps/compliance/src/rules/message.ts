import type { ClearedMessage, SmsRequested } from '@stopsms/contracts';
import type { DecisionReason } from './reasons/decision-reasons';

// A message that is decided on and what is decided about it, as every room here speaks of them.

export type Category = SmsRequested['category'];
export type PackRef = ClearedMessage['pack'];

/** A message to decide on: asked for now, or held and released. */
export interface Candidate {
  request: SmsRequested;
  /** 1 at first; grows each time the message is held and released. */
  attempt: number;
  traceparent: string;
  /** Who asked for it on a topic of its own; of a message that is decided again it is looked up. */
  publisher?: string;
  /** Nobody sends it: what decides is looked for, and what only a proof would keep is not. */
  onlyAsked?: true;
}

export interface Recipient {
  key: string;
  e164: string;
  region: string;
  /** Of the number's area code, where it tells them; else those of the region count. */
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
    }
  | Stop;

/** Why a message does not leave now. */
export type Stop =
  /** `until` is Infinity when no instant ends it; `dueNow` when what it waits for has come meanwhile. */
  ({ verdict: 'held'; until: number; dueNow?: true } & DecisionReason) | ({ verdict: 'refused' } & DecisionReason);

/** What whoever keeps or tells something of a decision needs to know of it. */
export interface Decided {
  candidate: Candidate;
  /** Epoch ms. */
  at: number;
  outcome: Outcome;
  recipient?: Recipient;
  pack?: PackRef;
}
