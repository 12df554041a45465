import type { Trust } from '../../limits/trust/standing-of';
import type { WindowFinding } from '../../rules/hours/send-time';
import type { Decided, PackRef } from '../../rules/message';
import type { Standing } from '../../people/consents/judge-standing';
import { shownOptOut } from '../../people/consents/shown-opt-out';
import { type TextReading, textHash } from '../../rules/text/text-reading';
import type { FoundReview } from '../../waiting/reviews/text-review';

/** One decision as it is kept: all that decided, and neither number nor text. Instants are epoch ms. */
export interface DecisionProof {
  attempt: number;
  at: number;
  verdict: 'cleared' | 'held' | 'refused';
  code?: string;
  detail?: string;
  heldUntil?: number;
  /** Where what was found in the text is kept; absent when it was decided without reading it. */
  readingId?: string;
  /** Of a text that was not read. */
  textHash?: string;
  pack?: PackRef;
  /** Of the text that left when a mention was put in. */
  sentTextHash?: string;
  consentId?: string;
  lastContactAt?: number;
  optOut?: Standing['optOut'];
  number?: Standing['number'];
  window?: WindowFinding;
  /** How the advertiser of an informative text stood, and from which certainty on a person was asked about it. */
  trust?: Trust;
  /** The review that it waited for, or by which it was decided. */
  review?: FoundReview;
}

/** A decision and all that decided. */
export interface Provable extends Decided {
  reading?: TextReading;
  standing?: Standing;
  window?: WindowFinding;
  trust?: Trust;
  review?: { found?: FoundReview } | null;
}

export function decisionProof(decision: Provable): DecisionProof {
  const { candidate, outcome, at, pack, reading, standing, window, trust, review } = decision;
  const { text, advertiserId } = candidate.request;
  const { consent, lastContactAt, optOut, number } = {
    ...standing,
    ...(hasDecidedByHidden(decision) && standing?.hidden),
  };
  return {
    attempt: candidate.attempt,
    at,
    verdict: outcome.verdict,
    ...(outcome.verdict !== 'cleared' && { code: outcome.code, detail: outcome.detail }),
    ...(outcome.verdict === 'held' && Number.isFinite(outcome.until) && { heldUntil: outcome.until }),
    ...(outcome.verdict === 'cleared' && outcome.text !== text && { sentTextHash: textHash(outcome.text) }),
    ...(reading ? { readingId: reading.readingId } : { textHash: textHash(text) }),
    ...(pack && { pack }),
    ...(consent && { consentId: consent.consentId }),
    ...(lastContactAt !== undefined && { lastContactAt }),
    ...(optOut && { optOut: shownOptOut(optOut, advertiserId) }),
    ...(number && { number }),
    ...(window && { window }),
    ...(trust && { trust }),
    ...(review?.found && { review: review.found }),
  };
}

/** Of a stranger only what ended the message is part of its proof, which its advertiser may read. */
const hasDecidedByHidden = ({ outcome }: Provable): boolean =>
  outcome.verdict === 'refused' && HIDDEN_CODES.has(outcome.code);
const HIDDEN_CODES: ReadonlySet<string> = new Set(['OPTED_OUT', 'NUMBER_INVALID', 'NUMBER_SUSPENDED']);
