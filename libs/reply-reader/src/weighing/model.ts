// A linear model with an output for each thing that a person may want, and the odds of all of them in one pass.

import { IndexSet } from '@stopsms/kernel';
import { type FeatureSink, SLOTS } from './features';

/** Wishes of a person as to our messages; `request` is to stop, `conditional` a request under a condition. */
export const WISHES = ['request', 'conditional', 'complaint', 'start', 'help', 'contact', 'nothing'] as const;
export type Wish = (typeof WISHES)[number];
export type Probabilities = Readonly<Record<Wish, number>>;

export interface ReplyModel {
  /** Weights by slot, one for each wish. */
  readonly weights: Int8Array;
  /** Value of a weight of one, by wish. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

const OUTPUTS = WISHES.length;

/**
 * Adds up what the features of a reply weigh. Each feature counts once, and each kind has a length of one, so that a long text is no
 * louder than a short one.
 */
export class OddsSink implements FeatureSink {
  private readonly seen = new IndexSet(SLOTS);
  private readonly sums = new Int32Array(OUTPUTS);
  private odds: number[] = [];
  private count = 0;

  constructor(private readonly model: ReplyModel) {
    this.start();
  }

  begin(): void {
    const { scales } = this.model;
    const measure = this.count === 0 ? 0 : 1 / Math.sqrt(this.count);
    for (let wish = 0; wish < OUTPUTS; wish += 1)
      this.odds[wish] = (this.odds[wish] ?? 0) + (this.sums[wish] ?? 0) * measure * (scales[wish] ?? 0);
    this.sums.fill(0);
    this.count = 0;
    this.seen.clear();
  }

  add(slot: number): void {
    if (!this.seen.add(slot)) return;
    this.count += 1;
    const { weights } = this.model;
    const { sums } = this;
    const at = slot * OUTPUTS;
    for (let wish = 0; wish < OUTPUTS; wish += 1) sums[wish]! += weights[at + wish]!;
  }

  /** @returns odds of each wish, and begins anew */
  take(): number[] {
    this.begin();
    const { odds } = this;
    this.start();
    return odds;
  }

  private start(): void {
    this.odds = [...this.model.biases];
  }
}

export function probabilities(odds: readonly number[]): Probabilities {
  const most = Math.max(...odds);
  const each = odds.map((one) => Math.exp(one - most));
  const all = each.reduce((sum, one) => sum + one, 0);
  return Object.fromEntries(WISHES.map((wish, at) => [wish, (each[at] ?? 0) / all])) as Record<Wish, number>;
}
