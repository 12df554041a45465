import type { SmsRequested } from '@stopsms/contracts';
import { type TextReading, digest } from '../deciding/text-reading';

// A person reads one text and decides about many messages. These keys say about which. The very same text is the same
// wherever it comes from. The texts of one campaign are one template with other names in it, so the person reads one of
// them; but one that raises other signals than that example says something else, and is read apart.

/** A text that a person must read before it may leave. */
export interface TextReview {
  /** Same advertiser, same declared category, same text. */
  textKey: string;
  /** Same advertiser, same declared category, same campaign, same signals; without a campaign it is `textKey`. */
  groupKey: string;
  /** Why the rules cannot tell by themselves. */
  doubt: string;
  /** Absent until it is in the queue. */
  found?: FoundReview;
}

export interface FoundReview {
  id: string;
  /** Of the text that the person reads, so that a proof shows whether it was this very one. */
  textHash: string;
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

export function textReview(request: SmsRequested, reading: TextReading, doubt: string): TextReview {
  const { advertiserId, category, campaignId } = request;
  const textKey = keyOf('text', advertiserId, category, reading.textHash);
  if (campaignId === undefined) return { textKey, groupKey: textKey, doubt };
  const signals = reading.category.signals.map(({ code }) => code).sort();
  return { textKey, groupKey: keyOf('campaign', advertiserId, category, campaignId, ...signals), doubt };
}

const keyOf = (...parts: string[]): string => digest(parts.join('\n'));
