import type { History } from './history';

/** The least that breaks one rule. */
export interface Spoilt {
  it: string;
  rule: string;
  id: string;
  spoil(history: History): void;
}
