import type { ClearedMessage, SmsRequested } from '@stopsms/contracts';
import type { Trust } from '../trust/standing-of';
import type { DecisionReason } from '../reasons/decision-reasons';
import type { Standing } from '../consents/judge-standing';
import type { SendingHours } from '../hours/own-hours';
import type { TextReading } from '../text/text-reading';
import type { TextReview } from '../reviews/text-review';

export type Category = SmsRequested['category'];
export type PackRef = ClearedMessage['pack'];

/** A message to decide on: asked for now, or held and released. */
export interface Candidate {
  request: SmsRequested;
  /** 1 at first; grows each time the message is held and released. */
  attempt: number;
  traceparent: string;
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
  /** `until` is Infinity when no instant ends it. */
  | ({ verdict: 'held'; until: number; releaseAt: number } & DecisionReason)
  | ({ verdict: 'refused' } & DecisionReason);

/** What was decided, and everything it was decided by. */
export interface Decision {
  candidate: Candidate;
  /** Epoch ms. */
  at: number;
  outcome: Outcome;
  recipient?: Recipient;
  pack?: PackRef;
  reading?: TextReading;
  /** Of a text that a person must read. */
  review?: TextReview;
  standing?: Standing;
  /** How the advertiser stood when its informative text was judged. */
  trust?: Trust;
  window?: WindowFinding;
}

/** What the clock where the recipient lives allowed at the instant of the decision. */
export interface WindowFinding {
  open: boolean;
  closesAt?: number;
  nextOpening: number;
  timeZones: readonly string[];
  /** The area code told the zones; absent when they are those of the whole region. */
  byAreaCode?: true;
  /** As the advertiser had them at that instant; absent when it had none and those of the country decided. */
  ownHours?: SendingHours;
}
