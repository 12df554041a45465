import type { Lane } from '../lanes';
import type { CircuitState } from './circuit';

/** State of one operator, for people and metrics. */
export interface ProviderState {
  name: string;
  /** Connections that are up, out of `connections`. */
  bound: number;
  connections: number;
  /** Unanswered submits, and their maximum. */
  unanswered: number;
  window: number;
  /** Current and agreed rate, submits a second. */
  rate: number;
  ratePerSecond: number;
  circuit: CircuitState;
  /** Parts waiting for their turn. */
  waiting: Record<Lane, number>;
  /** Problem and what to do, if there is one. */
  problem?: string;
}
