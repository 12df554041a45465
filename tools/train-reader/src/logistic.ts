// L2-regularised logistic regression by L-BFGS: small, deterministic, and as good on texts as anything that fits into a file.

/** One example: features by index, ascending or not, with their measures. */
export interface Example {
  index: ArrayLike<number>;
  measure: ArrayLike<number>;
  label: 0 | 1;
  /** How much it counts: 1 unless told otherwise. */
  weight?: number;
}

export interface Fitted {
  weights: Float64Array;
  bias: number;
}

const MEMORY = 8;
const MOST_STEPS = 60;
/** Of the gradient's length, at which nothing more is gained. */
const TOLERANCE = 1e-3;

/** @param strength - how much the examples count against the size of the weights */
export function fitLogistic(examples: readonly Example[], size: number, strength: number): Fitted {
  // The last one is the bias.
  let at: Float64Array = new Float64Array(size + 1);
  let here = lossOf(examples, at, strength);
  const first = Math.sqrt(dot(here.gradient, here.gradient));
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const direction = descent(here.gradient, steps);
    const slope = dot(direction, here.gradient);
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
    let next = moved(at, direction, length);
    let there = lossOf(examples, next, strength);
    while (there.loss > here.loss + 1e-4 * length * slope && length > 1e-10) {
      length /= 2;
      next = moved(at, direction, length);
      there = lossOf(examples, next, strength);
    }
    const s = moved(next, at, -1);
    const y = moved(there.gradient, here.gradient, -1);
    const curvature = dot(s, y);
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    [at, here] = [next, there];
    if (Math.sqrt(dot(here.gradient, here.gradient)) < TOLERANCE * first) break;
  }
  return { weights: at.subarray(0, size), bias: at[size] ?? 0 };
}

export function oddsOf({ weights, bias }: Fitted, { index, measure }: Pick<Example, 'index' | 'measure'>): number {
  let odds = bias;
  for (let i = 0; i < index.length; i += 1) odds += (weights[index[i] ?? 0] ?? 0) * (measure[i] ?? 0);
  return odds;
}

function lossOf(examples: readonly Example[], at: Float64Array, strength: number) {
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

function descent(
  gradient: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((each) => -each);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...steps].reverse()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    add(q, y, -alpha);
  }
  const latest = steps.at(-1);
  if (latest) scale(q, 1 / (latest.rho * dot(latest.y, latest.y)));
  for (const { s, y, rho } of steps) add(q, s, (alphas.pop() ?? 0) - rho * dot(y, q));
  return q;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += one[i]! * other[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i += 1) to[i]! += what[i]! * times;
}

function scale(what: Float64Array, times: number): void {
  for (let i = 0; i < what.length; i += 1) what[i]! *= times;
}

function moved(from: Float64Array, direction: Float64Array, length: number): Float64Array {
  const to = Float64Array.from(from);
  add(to, direction, length);
  return to;
}
