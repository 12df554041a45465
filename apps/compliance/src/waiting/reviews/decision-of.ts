import type { ReviewsSql } from './reviews.sql';
import type { ReviewDecision } from './text-review';

type DecisionRow = Pick<ReviewsSql['byId']['row'], 'state' | 'by' | 'reason' | 'decidedAt' | 'validUntil'>;

/** Returns the decision of a review; undefined while it is open. */
export function decisionOf({ state, by, reason, decidedAt, validUntil }: DecisionRow): ReviewDecision | undefined {
  if (state === 'open' || by === null || reason === null || !decidedAt || !validUntil) return undefined;
  return { verdict: state, by, reason, at: decidedAt.toISOString(), validUntil: validUntil.toISOString() };
}
