import { type TextReading, digest } from '../text/text-reading';
import type { DecisionReason } from '../reasons/decision-reasons';
import type { Weighed } from './shares-decision';

// A person reads one text and decides about many messages. These keys say about which. The very same text is the same
// wherever it comes from; texts of one template are the same but for numbers, dates and names; and a campaign whose texts
// have no template in common is one still. What shares a decision without being the same text is compared with the one that
// was read (`shares-decision.ts`).

/** By what a text is known among those that people decided on: of one advertiser, declared as one category. */
export interface ReviewKeys extends Weighed {
  textKey: string;
  /** Absent where the text has no template. */
  templateKey?: string;
  /** Same campaign, same signals; without a campaign it is `textKey`. */
  groupKey: string;
}

/** A text that a person must read before it may leave. */
export interface TextReview extends ReviewKeys {
  /** Why the rules cannot tell by themselves. */
  doubt: string;
  /** Absent until it is in the queue. */
  found?: FoundReview;
  /** Somebody decided on it while the message was decided: what waits for it is due at once. */
  isDecidedSince?: true;
}

export interface FoundReview {
  id: string;
  /** Of the text that the person reads, so that a proof shows whether it was this very one. */
  textHash: string;
  /** What this text has in common with that one; absent when it is the same. */
  shared?: 'template' | 'campaign';
  /** Absent until somebody decides. */
  decision?: ReviewDecision;
}

/** Instants are ISO, since proofs and answers quote it as it is. */
export interface ReviewDecision {
  verdict: 'approved' | 'refused';
  by: string;
  reason: string;
  at: string;
  /** From then on the same text waits for a person again. */
  validUntil: string;
}

/** Whose text it is, and what it is declared to be. */
export interface Declared {
  advertiserId: string;
  category: string;
  campaignId?: string | undefined;
}

export function reviewKeys({ advertiserId, category, campaignId }: Declared, reading: TextReading): ReviewKeys {
  const { signals, score } = reading.category;
  const textKey = keyOf('text', advertiserId, category, reading.textHash);
  // What the weighed words add is told by the certainty; which they are differs from name to name.
  const told = signals.filter(({ code }) => code !== 'OFFER_WORDS' && code !== 'RELATION_WORDS');
  const codes = told.map(({ code }) => code).sort();
  const kinds = [...new Set(told.filter(({ weight }) => weight > 0).map(({ code }) => code))].sort();
  return {
    textKey,
    ...(reading.template !== undefined && { templateKey: keyOf('template', advertiserId, category, reading.template) }),
    groupKey: campaignId === undefined ? textKey : keyOf('campaign', advertiserId, category, campaignId, ...codes),
    kinds,
    score,
  };
}

/** Why a text does not leave that a person refused. */
export const refusalByPerson = ({ shared }: FoundReview, { reason }: ReviewDecision): DecisionReason => ({
  code: 'REVIEW_REFUSED',
  detail: `A person read ${shared ? `another text of its ${shared}` : 'the text'} and refused it: ${reason.replace(/\.$/, '')}. Change it or declare it marketing, then ask again with a new message id.`,
});

const keyOf = (...parts: string[]): string => digest(parts.join('\n'));
