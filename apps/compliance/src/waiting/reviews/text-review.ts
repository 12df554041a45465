import { type TextReading, digest } from '../../rules/text/text-reading';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import type { Weighed } from './shares-decision';

// A person reads one text and decides about many messages. These keys say about which. The very same text is the same
// wherever it comes from; texts of one template are the same but for numbers, dates and names; and a campaign whose texts
// have no template in common is one still. What shares a decision without being the same text is compared with the one that
// was read (`shares-decision.ts`).

/** Keys of a text among reviews: of one advertiser, declared as one category. */
export interface ReviewKeys extends Weighed {
  textKey: string;
  /** Absent where the text has no template. */
  templateKey?: string;
  /** Same campaign or group, same signals; without either it is `textKey`. */
  groupKey: string;
}

/** A text that needs a review before it may be sent. */
export interface TextReview extends ReviewKeys {
  /** Doubt that the rules cannot settle. */
  doubt: string;
  /** Absent until it is in the queue. */
  found?: MatchingReview;
  /** The review was decided meanwhile: waiting messages are due at once. */
  isDecidedSince?: true;
}

export interface MatchingReview {
  id: string;
  /** Hash of the text that the person reads, so that a proof shows whether it was this very one. */
  textHash: string;
  /** Feature that this text shares with that one; absent when it is the same. */
  shared?: 'template' | 'campaign';
  /** Absent while it is open. */
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

/** Advertiser and declared category of a text. */
export interface Declared {
  advertiserId: string;
  category: string;
  campaignId?: string | undefined;
  /** The publisher's own name for texts of one kind. */
  group?: string | undefined;
}

export function reviewKeys(declared: Declared, reading: TextReading): ReviewKeys {
  const { advertiserId, category } = declared;
  const { signals, score } = reading.category;
  const textKey = keyOf('text', advertiserId, category, reading.textHash);
  // The certainty has what the weighed words add; which they are differs from name to name.
  const distinctive = signals.filter(({ code }) => code !== 'OFFER_WORDS' && code !== 'RELATION_WORDS');
  const codes = distinctive.map(({ code }) => code).sort();
  const kinds = [...new Set(distinctive.filter(({ weight }) => weight > 0).map(({ code }) => code))].sort();
  return {
    textKey,
    ...(reading.template !== undefined && { templateKey: keyOf('template', advertiserId, category, reading.template) }),
    groupKey: groupKeyOf(declared, codes) ?? textKey,
    kinds,
    score,
  };
}

/** Key within one advertiser: a campaign belongs to it, and a group is named by its publisher. */
function groupKeyOf({ advertiserId, category, campaignId, group }: Declared, codes: string[]): string | undefined {
  if (campaignId !== undefined) return keyOf('campaign', advertiserId, category, campaignId, ...codes);
  // Its own name may hold anything, a line end too.
  return group === undefined ? undefined : keyOf('group', advertiserId, category, digest(group), ...codes);
}

/** Reason of a text that a person refused. */
export const refusalByPerson = ({ shared }: MatchingReview, { reason }: ReviewDecision): DecisionReason => ({
  code: 'REVIEW_REFUSED',
  detail: `A person read ${shared ? `another text of its ${shared}` : 'the text'} and refused it: ${reason.replace(/\.$/, '')}. Change it or declare it marketing, then send again with a new message id.`,
});

const keyOf = (...parts: string[]): string => digest(parts.join('\n'));
