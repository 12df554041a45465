import { type Loss, dot, minimise } from './minimise';

// L2-regularised logistic regression by L-BFGS: small, deterministic, and as good on texts as anything that fits into a file.

/** One example: features by index, ascending or not, with their measures. */
export interface Example {
  index: ArrayLike<number>;
  measure: ArrayLike<number>;
  label: 0 | 1;
  /** Weight of the example. Default: 1. */
  weight?: number;
}

export interface Fitted {
  weights: Float64Array;
  bias: number;
}

/** @param strength - how much the examples count against the size of the weights */
export function fitLogistic(examples: readonly Example[], size: number, strength: number): Fitted {
  // The last one is the bias.
  const at = minimise((point) => lossOf(examples, point, strength), new Float64Array(size + 1));
  return { weights: at.subarray(0, size), bias: at[size] ?? 0 };
}

export function oddsOf({ weights, bias }: Fitted, { index, measure }: Pick<Example, 'index' | 'measure'>): number {
  let odds = bias;
  for (let i = 0; i < index.length; i += 1) odds += (weights[index[i] ?? 0] ?? 0) * (measure[i] ?? 0);
  return odds;
}

function lossOf(examples: readonly Example[], at: Float64Array, strength: number): Loss {
  const gradient = Float64Array.from(at);
  let loss = 0.5 * dot(at, at);
  const size = at.length - 1;
  const fitted = { weights: at, bias: at[size] ?? 0 };
  for (const example of examples) {
    const { index, measure, label, weight = 1 } = example;
    const sign = label === 1 ? 1 : -1;
    const margin = sign * oddsOf(fitted, example);
    loss += strength * weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
    const pull = (-sign * strength * weight) / (1 + Math.exp(margin));
    for (let i = 0; i < index.length; i += 1) gradient[index[i] ?? 0]! += pull * (measure[i] ?? 0);
    gradient[size]! += pull;
  }
  return { loss, gradient };
}
