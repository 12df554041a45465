import type { Lane } from '../lanes';
import type { CircuitState } from './circuit';

/** One operator as people and metrics see it. */
export interface ProviderState {
  name: string;
  /** Binds that are up, of those wanted. */
  bound: number;
  connections: number;
  /** Submits unanswered now, and how many may be. */
  unanswered: number;
  window: number;
  /** Submits a second, now and at most. */
  rate: number;
  ratePerSecond: number;
  circuit: CircuitState;
  /** Parts waiting for their turn. */
  waiting: Record<Lane, number>;
  /** What is wrong and what to do, when something is. */
  problem?: string;
}
