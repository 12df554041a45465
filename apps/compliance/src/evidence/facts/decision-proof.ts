import type { EnforcementLevel } from '@stopsms/contracts';
import type { Trust } from '../../limits/trust/trust-of';
import type { WindowFinding } from '../../rules/hours/send-time';
import type { Decided, PackRef } from '../../rules/message';
import type { Observed } from '../../rules/reasons/enforcement';
import type { ConsentStatus } from '../../people/consents/judge-consent-status';
import { shownOptOut } from '../../people/consents/shown-opt-out';
import { type TextReading, textHash } from '../../rules/text/text-reading';
import type { MatchingReview } from '../../waiting/reviews/text-review';

/** One decision as it is kept: all that decided, and neither number nor text. Instants are epoch ms. */
export interface DecisionProof {
  attempt: number;
  at: number;
  verdict: 'cleared' | 'held' | 'refused';
  code?: string;
  detail?: string;
  heldUntil?: number;
  /** Id of the stored reading of the text; absent when it was decided without one. */
  readingId?: string;
  /** Hash of a text that was not read. */
  textHash?: string;
  pack?: PackRef;
  /** Hash of the text that left when a mention was inserted. */
  sentTextHash?: string;
  consentId?: string;
  lastContactAt?: number;
  optOut?: ConsentStatus['optOut'];
  number?: ConsentStatus['number'];
  window?: WindowFinding;
  /** Trust of the advertiser of an informative text, with the certainty from which a review was required. */
  trust?: Trust;
  /** Level of enforcement of the advertiser; absent under `full`. */
  enforcement?: EnforcementLevel;
  /** Reasons for which full enforcement would have refused or held a cleared message, the decisive one first. */
  observed?: readonly Observed[];
  /** The review that it waited for, or by which it was decided. */
  review?: MatchingReview;
}

/** A decision and all that decided. */
export interface Provable extends Decided {
  reading?: TextReading;
  consentStatus?: ConsentStatus;
  window?: WindowFinding;
  trust?: Trust;
  review?: { found?: MatchingReview } | null;
}

export function decisionProof(decision: Provable): DecisionProof {
  const { candidate, outcome, at, pack, reading, consentStatus, window, trust, review, enforcement } = decision;
  const { text, advertiserId } = candidate.request;
  const { consent, lastContactAt, optOut, number } = {
    ...consentStatus,
    ...(hasDecidedByHidden(decision) && consentStatus?.hidden),
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
    ...(enforcement && { enforcement: enforcement.level }),
    ...(outcome.verdict === 'cleared' && outcome.observed && { observed: outcome.observed }),
  };
}

/** True if hidden facts of a stranger ended the message: only those enter its proof, which the advertiser may read. */
const hasDecidedByHidden = ({ outcome }: Provable): boolean =>
  outcome.verdict === 'refused' && HIDDEN_CODES.has(outcome.code);
const HIDDEN_CODES: ReadonlySet<string> = new Set(['OPTED_OUT', 'NUMBER_INVALID', 'NUMBER_SUSPENDED']);
