import { type Loss, dot, minimise } from '../minimise';

/** One reply: its features by index with their measures, and the wish that it was labelled with. */
export interface ReplyExample {
  index: Int32Array;
  measure: Float32Array;
  /** Index of the wish. */
  label: number;
  weight: number;
}

export interface FittedReplies {
  /** By feature, one for each output. */
  weights: Float64Array;
  biases: Float64Array;
}

/**
 * L2-regularised multinomial regression.
 * @param strength - how much the examples count against the size of the weights
 */
export function fitSoftmax(
  examples: readonly ReplyExample[],
  features: number,
  outputs: number,
  strength: number,
): FittedReplies {
  const size = features * outputs;
  const at = minimise((point) => lossOf(examples, point, size, outputs, strength), new Float64Array(size + outputs));
  return { weights: at.slice(0, size), biases: at.slice(size) };
}

export function softmaxOdds(
  weights: Float64Array,
  biasAt: number,
  { index, measure }: Pick<ReplyExample, 'index' | 'measure'>,
  odds: Float64Array,
): void {
  const outputs = odds.length;
  for (let output = 0; output < outputs; output += 1) odds[output] = weights[biasAt + output] ?? 0;
  for (let i = 0; i < index.length; i += 1) {
    const at = index[i]! * outputs;
    const by = measure[i]!;
    for (let output = 0; output < outputs; output += 1) odds[output]! += weights[at + output]! * by;
  }
}

function lossOf(
  examples: readonly ReplyExample[],
  point: Float64Array,
  size: number,
  outputs: number,
  strength: number,
): Loss {
  const gradient = Float64Array.from(point);
  // The biases are not held small.
  gradient.fill(0, size);
  let loss = 0.5 * (dot(point, point) - dot(point.subarray(size), point.subarray(size)));
  const odds = new Float64Array(outputs);
  for (const example of examples) {
    softmaxOdds(point, size, example, odds);
    let most = -Infinity;
    for (let output = 0; output < outputs; output += 1) most = Math.max(most, odds[output]!);
    let all = 0;
    for (let output = 0; output < outputs; output += 1) all += Math.exp(odds[output]! - most);
    const logAll = Math.log(all) + most;
    const { index, measure, label, weight } = example;
    loss += strength * weight * (logAll - odds[label]!);
    for (let output = 0; output < outputs; output += 1) {
      const pull = strength * weight * (Math.exp(odds[output]! - logAll) - (output === label ? 1 : 0));
      odds[output] = pull;
      gradient[size + output]! += pull;
    }
    for (let i = 0; i < index.length; i += 1) {
      const at = index[i]! * outputs;
      const by = measure[i]!;
      for (let output = 0; output < outputs; output += 1) gradient[at + output]! += odds[output]! * by;
    }
  }
  return { loss, gradient };
}
