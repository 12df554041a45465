import type { Category } from '../../rules/message';
import type { DecisionProof } from './decision-proof';
import type { SharedRequest } from '../trees/format-2';

/** Columns whose type the schema does not determine. */
export interface Columns {
  fact_context: { content: SharedRequest & Record<string, unknown> };
}

/** JSON of a decision of the past. */
export type PastCategory = Category;
export type PastContext = Pick<DecisionProof, 'verdict' | 'code' | 'window' | 'trust'>;
