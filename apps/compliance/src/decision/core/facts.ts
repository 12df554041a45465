import type { SharedAccount } from '@stopsms/advertisers';
import type { Advertiser, RequeuedCode, SmsRequested } from '@stopsms/contracts';
import type { Capped } from '../../limits/caps/judge-caps';
import type { ConsentStatus } from '../../people/consents/judge-consent-status';
import type { SendTime, WindowFinding } from '../../rules/hours/send-time';
import type { Candidate, Decided, PackRef, Recipient } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import type { QuotaPeriod } from '../../limits/quotas/quota-period';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import type { Enforcement } from '../../rules/reasons/enforcement';
import type { TextReview } from '../../waiting/reviews/text-review';
import type { TextReading } from '../../rules/text/text-reading';
import type { Trust } from '../../limits/trust/trust-of';
import type { JudgedText } from '../text/judge-text';

/**
 * All facts that decide about one message. An absent fact was not looked up, because another one ends the message or because it is read in
 * the transaction; `null` means looked up and not found.
 */
export interface Facts {
  candidate: Candidate;
  /** Instant of the decision, epoch ms. */
  at: number;
  advertiser?: Advertiser | null;
  /** Level of the advertiser; absent under full enforcement. */
  enforcement?: Enforcement;
  /** Reason why `to` cannot be texted. */
  misdialled?: DecisionReason;
  recipient?: Recipient;
  /** Rule pack in force at the recipient's location. */
  rules?: RulePack | null;
  pack?: PackRef;
  /** May the advertiser write there. */
  isAllowedCountry?: boolean;
  text?: JudgedText;
  /** May the advertiser write under the sender that the text would have there. */
  isOwnSender?: boolean;
  /** Registration of that sender there, from its approval. */
  registration?: string;
  reading?: TextReading;
  /** Trust of the advertiser when its informative text was judged. */
  trust?: Trust;
  /** Review of a text declared informative: decided or open. */
  review?: TextReview | null;
  consentStatus?: ConsentStatus;
  /** Accounts whose opt-outs hold for the advertiser too. */
  shared?: readonly SharedAccount[] | undefined;
  /** True if all consents published before it had been read. */
  areConsentsRead?: boolean;
  time?: SendTime;
  window?: WindowFinding;
  /** Control of its campaign. */
  control?: 'paused' | 'cancelled';
  /** The recipient of an advert has had as many of its advertiser as this cap allows. */
  capped?: Capped;
  /** The quota of which nothing is left for it. */
  usedUp?: UsedUp;
  /** Reason why the dispatcher returned it after it was cleared. */
  requeued?: RequeuedCode;
  /** The person asked for erasure while it waited. */
  isErased?: true;
  /** A rule failed on the message, as only a fault of ours or of a pack makes it. */
  fault?: Error;
}

/** Returns the facts that `look` finds, or the fault if a rule fails on the message, since it would fail again. */
export function orFault<F extends Facts>(facts: F, look: () => F): F {
  try {
    return look();
  } catch (error) {
    return { ...facts, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

export type UsedUp = QuotaPeriod & { limit: number };

/** Decision with all facts that led to it. */
export interface Decision extends Facts, Decided {
  review?: TextReview | null;
}

/** A text in a check, as a message. */
export const toNobody = (request: Omit<SmsRequested, 'to'>): Candidate => ({
  request: { ...request, to: '' },
  attempt: 1,
  traceparent: '',
});
