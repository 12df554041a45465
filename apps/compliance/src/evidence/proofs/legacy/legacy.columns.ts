import type { DecisionProof } from '../decision-proof';

/** Columns of which the schema does not say enough. */
export interface Columns {
  message_before: {
    decisions: Record<string, DecisionProof>;
    outcomes: Record<string, { at: number; smscIds?: string[] }>;
  };
}
